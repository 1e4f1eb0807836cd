// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "models/run_form.h"

#include <QCoreApplication>
#include <QSet>

namespace models {

/// The checks behind checkRunForm, one a group of fields; each appends what it finds. Lives for one run on the stack.
class RunFormChecks
{
    Q_DECLARE_TR_FUNCTIONS(RunForm)
public:
    explicit RunFormChecks(const RunForm &form) : m_form(form) {}
    [[nodiscard]] QList<FormProblem> run();

private:
    void checkImage();
    void checkName();
    void checkPorts();
    void checkPort(qsizetype row);
    void checkRanges(const QString &field, const RunForm::PortRow &row);
    void checkPortClashes();
    void checkMounts();
    void checkMountSource(const QString &field, const QString &source);
    void checkEnvironment();
    void checkLabels();
    void checkPair(const QString &field, const QString &what, const RunForm::Pair &pair, QSet<QString> &names);
    void checkWords(const QString &field, const QString &what, const QString &text);
    void checkPlace();
    void checkNetwork();
    void checkRestart();
    void checkLimits();
    void checkGpus();
    void checkPlatform();
    void checkCapabilities(const QString &field, const QString &text);
    void checkDevices();
    void checkHealth();
    void checkAlsoSet();
    void error(const QString &field, const QString &message);
    void warning(const QString &field, const QString &message);

    const RunForm &m_form;
    QList<FormProblem> m_problems;
};

} // namespace models
