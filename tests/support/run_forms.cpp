// SPDX-License-Identifier: Apache-2.0
#include "tests/support/run_forms.h"

using namespace Qt::StringLiterals;
using models::FormProblem;
using models::RunForm;

namespace test {

RunForm jupyterForm()
{
    RunForm form;
    form.image = u"dwhitena/minimal-jupyter"_s;
    form.name = u"notebook"_s;
    form.ports = {{u"127.0.0.1"_s, u"8888"_s, u"8888"_s, u"tcp"_s}};
    return form;
}

RunForm fullForm()
{
    RunForm form = jupyterForm();
    form.ports += {QString(), u"5353"_s, u"53"_s, u"udp"_s};
    form.ports += {u"::1"_s, QString(), u"9000"_s, u"tcp"_s};
    form.ports += {QString(), QString(), u"70"_s, u"tcp"_s};
    form.mounts = {{u"/"_s, u"/host"_s, true}, {u"data"_s, u"/data"_s, false}, {QString(), u"/scratch"_s, false}};
    form.environment = {{u"GREETING"_s, u"hello world"_s},
                        {u"DB_PASSWORD"_s, u"hunter2"_s},
                        {u"EMPTY"_s, QString()},
                        {u"URL"_s, u"postgres://me:hunter2@db/x"_s}};
    form.command = u"start.sh --token=hunter2 'a b'"_s;
    form.entrypoint = u"tini --"_s;
    form.workingDir = u"/work"_s;
    form.user = u"1000:100"_s;
    form.groupAdd = u"users, 2000"_s;
    form.userns = u"host"_s;
    form.network = u"lab"_s;
    form.hostname = u"nb"_s;
    form.restartPolicy = u"on-failure:3"_s;
    form.tty = form.privileged = true;
    form.memory = u"512 MB"_s;
    form.sharedMemory = u"1g"_s;
    form.cpus = u"1.5"_s;
    form.gpus = u"device=0,1"_s;
    form.platform = u"linux/amd64"_s;
    form.capAdd = u"NET_ADMIN, sys_ptrace"_s;
    form.capDrop = u"ALL"_s;
    form.labels = {{u"team"_s, u"data"_s}, {u"flag"_s, QString()}};
    form.devices = {u"/dev/fuse"_s};
    form.healthCommand = u"curl -f localhost"_s;
    form.healthInterval = u"1m30s"_s;
    return form;
}

QString problemText(const QList<FormProblem> &problems)
{
    QStringList lines;
    for (const auto &problem : problems)
        lines += (problem.severity == FormProblem::Severity::Warning ? u"warning "_s : QString()) + problem.field +
                 u": "_s + problem.message;
    return lines.join(u'\n');
}

} // namespace test
