// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QObject>
#include <QString>
#include <QStringList>

#include <memory>

namespace models {

/// Tells which files of a list are there already, and whether their folder can be written. Looked for on a thread of its own: a file
/// server that does not answer blocks whoever asks, for ever. Owned by a dialog; UI thread.
class TargetCheck : public QObject
{
    Q_OBJECT
public:
    struct Answer
    {
        QString problem; ///< why nothing can be written into the folder; empty: it can
        QStringList existing;
    };

    explicit TargetCheck(QObject *parent = nullptr);
    ~TargetCheck() override;

    /// Asks about `paths` below `folder`; the answer to an earlier question is dropped.
    void ask(const QString &folder, const QStringList &paths);
    /// The last question has no answer yet.
    [[nodiscard]] bool isAsking() const { return m_isAsking; }
    [[nodiscard]] const Answer &answer() const { return m_answer; }

Q_SIGNALS:
    void answered();

private:
    struct Receiver;
    std::shared_ptr<Receiver> m_receiver;
    Answer m_answer;
    bool m_isAsking = false;
};

} // namespace models
