// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QByteArray>
#include <QList>
#include <QMap>
#include <QObject>
#include <QProcess>
#include <QTimer>

namespace models {

namespace run {
struct ShellEnvironment;
}

/// The logins to registries of the docker client: those in its config.json, and those that its credential helpers hold, which are
/// asked one after the other. A helper is a program that may ask a person for a password, hence no answer at once. Never written
/// anywhere, never logged. Made for one question by who asks; UI thread.
class RegistryLogins : public QObject
{
    Q_OBJECT
public:
    /// Asks at once; the answer comes later, once.
    explicit RegistryLogins(const run::ShellEnvironment &environment, QObject *parent = nullptr);
    ~RegistryLogins() override;

Q_SIGNALS:
    /// A config.json that holds nothing but the logins; empty when there are none.
    void answered(const QByteArray &config);
    /// Why a helper did not answer, as a sentence.
    void failed(const QString &why);

private:
    struct Question
    {
        QString helper;
        QString registry; ///< empty: which ones it has
    };
    struct Login
    {
        QString auth, email, identityToken, registryToken;
    };

    void readConfig(const run::ShellEnvironment &environment);
    void askNext();
    void take();
    void fail(const QString &why);
    [[nodiscard]] QByteArray config() const;

    QList<Question> m_questions; ///< the first is the one that is being asked
    QMap<QString, Login> m_logins;
    QMap<QString, QString> m_emails; ///< which no helper knows
    QProcess m_helper;
    QTimer m_patience;
};

} // namespace models
