// SPDX-License-Identifier: Apache-2.0
#include "models/notebook_hints.h"

#include "models/shell_words.h"

#include <QHash>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace models {

namespace {

using Kind = Notebook::Kind;
using Login = Notebook::Login;

QHash<QString, QString> environmentOf(const QStringList &lines)
{
    QHash<QString, QString> environment;
    for (const QString &line : lines) {
        const qsizetype at = line.indexOf(u'=');
        if (at > 0)
            environment.insert(line.left(at), line.mid(at + 1));
    }
    return environment;
}

/// The words of the command, those inside of `sh -c "…"` too, and what docker-stacks adds from the environment.
QStringList wordsOf(const engine::ContainerDetails &details, const QHash<QString, QString> &environment)
{
    QStringList words;
    for (const QString &argument : details.command + QStringList{environment.value(u"NOTEBOOK_ARGS"_s)}) {
        const auto split = argument.contains(u' ') ? splitShellWords(argument) : QStringList{argument};
        words += split ? *split : QStringList{argument};
    }
    return words;
}

/// The value of `--name=value` or `--name value`; of traits (`ServerApp.token`) the class does not matter. Null: not given.
QString option(const QStringList &words, QStringView name)
{
    for (qsizetype i = 0; i < words.size(); ++i) {
        const QString &word = words[i];
        if (!word.startsWith(u'-'))
            continue;
        const qsizetype equals = word.indexOf(u'=');
        QStringView key = QStringView(word).left(equals < 0 ? word.size() : equals);
        while (key.startsWith(u'-'))
            key = key.mid(1);
        if (const qsizetype dot = key.lastIndexOf(u'.'); dot >= 0)
            key = key.mid(dot + 1);
        if (key != name)
            continue;
        if (equals >= 0)
            return word.mid(equals + 1).isNull() ? u""_s : word.mid(equals + 1);
        return i + 1 < words.size() ? words[i + 1] : u""_s;
    }
    return {};
}

bool isGiven(const QString &value)
{
    return !value.isNull();
}

QString homeOf(const engine::ContainerDetails &details, const QHash<QString, QString> &environment)
{
    if (const QString home = environment.value(u"HOME"_s); home.startsWith(u'/'))
        return home;
    const QString user = details.user.section(u':', 0, 0);
    return user.isEmpty() || user == "root"_L1 || user == "0"_L1 ? u"/root"_s : u"/home/"_s + user;
}

QStringList runtimeFolders(const engine::ContainerDetails &details, const QHash<QString, QString> &environment)
{
    QStringList folders;
    const auto add = [&folders](const QString &base, const QString &rest) {
        if (base.startsWith(u'/') && !folders.contains(base + rest))
            folders.append(base + rest);
    };
    add(environment.value(u"JUPYTER_RUNTIME_DIR"_s), {});
    add(environment.value(u"JUPYTER_DATA_DIR"_s), u"/runtime"_s);
    add(environment.value(u"XDG_DATA_HOME"_s), u"/jupyter/runtime"_s);
    add(environment.value(u"XDG_RUNTIME_DIR"_s), u"/jupyter"_s); // notebook 5 and older
    add(homeOf(details, environment), u"/.local/share/jupyter/runtime"_s);
    if (const QString user = environment.value(u"NB_USER"_s); !user.isEmpty() && !user.contains(u'/'))
        add(u"/home/"_s + user, u"/.local/share/jupyter/runtime"_s);
    add(u"/home/jovyan"_s, u"/.local/share/jupyter/runtime"_s);
    add(u"/root"_s, u"/.local/share/jupyter/runtime"_s);
    return folders;
}

void readJupyter(const QStringList &words, const QHash<QString, QString> &environment, NotebookHints &hints)
{
    const QString token = option(words, u"token");
    hints.token = isGiven(token) ? token : environment.value(u"JUPYTER_TOKEN"_s);
    const QString hashed = option(words, u"hashed_password");
    const QString password = isGiven(hashed) ? hashed : option(words, u"password");
    if (!hints.token.isEmpty())
        hints.login = Login::Token;
    else if (!password.isEmpty())
        hints.login = Login::Password;
    else if (isGiven(token) || environment.contains(u"JUPYTER_TOKEN"_s))
        hints.login = Login::Open;
    const QString port = option(words, u"port");
    hints.port = (port.isEmpty() ? environment.value(u"JUPYTER_PORT"_s) : port).toUShort();
    hints.basePath = option(words, u"base_url");
    hints.isHttps = !option(words, u"certfile").isEmpty() || !environment.value(u"GEN_CERT"_s).isEmpty();
    hints.isLoopback = isLoopbackName(option(words, u"ip"));
}

void readRStudio(const QHash<QString, QString> &environment, NotebookHints &hints)
{
    constexpr quint16 usualPort = 8787;
    hints.port = usualPort;
    hints.password = environment.value(u"PASSWORD"_s);
    hints.user = environment.value(u"RUNROOTLESS"_s) == "true"_L1 ? u"root"_s : u"rstudio"_s;
    if (const QString user = environment.value(u"USER"_s); !user.isEmpty() && user != "root"_L1)
        hints.user = user;
    if (environment.value(u"DISABLE_AUTH"_s).compare("true"_L1, Qt::CaseInsensitive) == 0)
        hints.login = Login::Open;
    else if (!hints.password.isEmpty())
        hints.login = Login::Password;
}

/// "0.0.0.0:8080", "127.0.0.1:8080", "[::]:8080".
void readBinding(const QString &binding, NotebookHints &hints)
{
    if (binding.isEmpty())
        return;
    const qsizetype colon = binding.lastIndexOf(u':');
    hints.port = binding.mid(colon + 1).toUShort();
    hints.isLoopback = isLoopbackName(QStringView(binding).left(std::max<qsizetype>(colon, 0)));
}

void readCodeServer(const QStringList &words, const QHash<QString, QString> &environment, NotebookHints &hints)
{
    readBinding(option(words, u"bind-addr"), hints);
    hints.password = environment.value(u"PASSWORD"_s);
    if (option(words, u"auth") == "none"_L1)
        hints.login = Login::Open;
    else if (!hints.password.isEmpty() || environment.contains(u"HASHED_PASSWORD"_s))
        hints.login = Login::Password;
    hints.isHttps = isGiven(option(words, u"cert"));
}

void readListener(const QStringList &words, quint16 usualPort, NotebookHints &hints)
{
    const QString port = option(words, u"port");
    const QString host = option(words, u"host");
    const bool isAll =
        std::any_of(words.cbegin(), words.cend(), [](const QString &word) { return word == "--bind_all"_L1; });
    hints.port = port.isEmpty() ? usualPort : port.toUShort();
    hints.isLoopback = !isAll && (host.isEmpty() || isLoopbackName(host));
    hints.login = Login::Open;
}

} // namespace

Kind notebookKindOf(const QString &image, const QString &command)
{
    const auto names = [&](QLatin1StringView word) {
        return image.contains(word, Qt::CaseInsensitive) || command.contains(word, Qt::CaseInsensitive);
    };
    if (names("code-server"_L1))
        return Kind::CodeServer;
    if (names("rstudio"_L1) || image.contains("rocker/"_L1))
        return Kind::RStudio;
    if (names("tensorboard"_L1))
        return Kind::TensorBoard;
    if (names("mlflow"_L1))
        return Kind::MLflow;
    if (names("jupyter"_L1) || names("-notebook"_L1) || names("ipython notebook"_L1))
        return Kind::Jupyter;
    return Kind::None;
}

NotebookHints notebookHints(const engine::ContainerDetails &details)
{
    constexpr quint16 tensorBoardPort = 6006, mlflowPort = 5000;
    const QHash<QString, QString> environment = environmentOf(details.environment);
    const QStringList words = wordsOf(details, environment);
    NotebookHints hints;
    // What is run tells more than what the image is called: a TensorBoard is often run in a notebook's image.
    hints.kind = notebookKindOf({}, words.join(u' '));
    if (hints.kind == Kind::None)
        hints.kind = notebookKindOf(details.image, {});
    if (hints.kind == Kind::None && environment.contains(u"JUPYTER_TOKEN"_s))
        hints.kind = Kind::Jupyter;
    switch (hints.kind) {
    case Kind::Jupyter:
        readJupyter(words, environment, hints);
        hints.places = runtimeFolders(details, environment);
        break;
    case Kind::RStudio:
        readRStudio(environment, hints);
        break;
    case Kind::CodeServer:
        readCodeServer(words, environment, hints);
        hints.places = {homeOf(details, environment) + u"/.config/code-server/config.yaml"_s,
                        u"/home/coder/.config/code-server/config.yaml"_s};
        hints.places.removeDuplicates();
        break;
    case Kind::TensorBoard:
        readListener(words, tensorBoardPort, hints);
        break;
    case Kind::MLflow:
        readListener(words, mlflowPort, hints);
        break;
    case Kind::None: // its log may name one all the same
        hints.places = runtimeFolders(details, environment);
        break;
    }
    return hints;
}

} // namespace models
