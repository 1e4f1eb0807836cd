// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "models/run_command/shell_reader_base.h"

namespace models::run {

/// Words as a POSIX shell makes them.
class PosixReader : public ShellReaderBase
{
public:
    PosixReader(const QString &text, const ShellEnvironment &environment, int depth = 0)
        : ShellReaderBase(text, environment), m_depth(depth)
    {}

private:
    bool takeSpecial() override;
    qsizetype joinLength() const override;
    bool takesAssignments() const override { return true; }
    void takeEscape();
    void takeSingleQuoted();
    void takeDoubleQuoted();
    void takeDollar(bool quoted);
    void takeBackticks(bool quoted);
    void takeOutput(qsizetype from, const QString &command, bool quoted);
    void takeVariable(qsizetype from, const QString &name, bool quoted);
    void put(const QString &name, const QString &value, bool quoted);
    void takeBraces(bool quoted);
    void takeAlternative(qsizetype from, qsizetype inside, qsizetype end, bool quoted);
    [[nodiscard]] qsizetype closingBrace(qsizetype from) const;
    bool takeTilde();
    [[nodiscard]] std::optional<QString> homeOf(const QString &name);

    const int m_depth;
    QHash<QString, std::optional<QString>> m_homes; ///< by name
};

/// Words as PowerShell makes them for a program.
class PowerShellReader : public ShellReaderBase
{
public:
    using ShellReaderBase::ShellReaderBase;

private:
    bool takeSpecial() override;
    qsizetype joinLength() const override;
    void takeSingleQuoted();
    void takeDoubleQuoted();
    void takeEscape();
    void takeDollar();
};

/// Words as a program of Windows gets them from cmd.
class CmdReader : public ShellReaderBase
{
public:
    using ShellReaderBase::ShellReaderBase;

private:
    bool takeSpecial() override;
    qsizetype joinLength() const override;
    bool isComment() const override;
    bool semicolonEnds() const override { return false; }
    void takeQuoted();
    void takePercent();
};

} // namespace models::run
