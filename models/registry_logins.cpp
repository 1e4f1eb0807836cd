// SPDX-License-Identifier: Apache-2.0
#include "models/registry_logins.h"

#include "engine-client/json/fields.h"
#include "models/format.h"
#include "models/run_command/client_settings.h"

#include <nlohmann/json.hpp>

#include <QRegularExpression>

#include <chrono>

using namespace Qt::StringLiterals;

namespace models {

namespace {

using engine::json::member;
using engine::json::text;
using Json = nlohmann::json;

/// A helper may wait for a person who types a password.
constexpr std::chrono::minutes patience{2};
constexpr qsizetype longestAnswer = 1024 * 1024;

QString authOf(const QString &user, const QString &password)
{
    return user.isEmpty() && password.isEmpty() ? QString()
                                                : QString::fromLatin1((user + u':' + password).toUtf8().toBase64());
}

} // namespace

RegistryLogins::RegistryLogins(const run::ShellEnvironment &environment, QObject *parent)
    : QObject(parent), m_helper(this)
{
    m_patience.setSingleShot(true);
    m_patience.setInterval(patience);
    connect(&m_patience, &QTimer::timeout, this, [this] { fail(tr("it does not answer")); });
    connect(&m_helper, &QProcess::finished, this, &RegistryLogins::take);
    connect(&m_helper, &QProcess::errorOccurred, this, [this](QProcess::ProcessError error) {
        if (error == QProcess::FailedToStart)
            fail(m_helper.errorString());
    });
    readConfig(environment);
    QMetaObject::invokeMethod(this, &RegistryLogins::askNext, Qt::QueuedConnection);
}

/// A helper that still runs is ended with it.
RegistryLogins::~RegistryLogins()
{
    m_helper.disconnect(this);
}

void RegistryLogins::readConfig(const run::ShellEnvironment &environment)
{
    const QByteArray bytes = run::clientConfig(environment);
    const Json config = Json::parse(bytes.cbegin(), bytes.cend(), nullptr, false);
    const QString store = text(config, "credsStore");
    if (!store.isEmpty())
        m_questions.append({store, {}});
    if (const Json &auths = member(config, "auths"); auths.is_object()) {
        for (const auto &[registry, login] : auths.items()) {
            const QString name = QString::fromStdString(registry);
            const QString auth = text(login, "auth");
            m_emails.insert(name, text(login, "email"));
            if (store.isEmpty())
                m_logins.insert(name,
                                {auth.isEmpty() ? authOf(text(login, "username"), text(login, "password")) : auth,
                                 m_emails.value(name), text(login, "identitytoken"), text(login, "registrytoken")});
        }
    }
    if (const Json &helpers = member(config, "credHelpers"); helpers.is_object()) {
        for (const auto &[registry, helper] : helpers.items()) {
            if (helper.is_string())
                m_questions.append(
                    {QString::fromStdString(helper.get_ref<const std::string &>()), QString::fromStdString(registry)});
        }
    }
}

void RegistryLogins::askNext()
{
    if (m_questions.isEmpty()) {
        Q_EMIT answered(m_logins.isEmpty() ? QByteArray() : config());
        return;
    }
    static const QRegularExpression name(u"^[A-Za-z0-9][A-Za-z0-9._-]*$"_s);
    const Question &question = m_questions.constFirst();
    if (!name.match(question.helper).hasMatch()) {
        fail(tr("it has no such name"));
        return;
    }
    m_patience.start();
    m_helper.start(u"docker-credential-"_s + question.helper, {question.registry.isEmpty() ? u"list"_s : u"get"_s});
    m_helper.write((question.registry.isEmpty() ? u"unused"_s : question.registry).toUtf8() + '\n');
    m_helper.closeWriteChannel();
}

void RegistryLogins::take()
{
    m_patience.stop();
    const QByteArray answer = m_helper.readAllStandardOutput();
    const bool isGood = m_helper.exitStatus() == QProcess::NormalExit && m_helper.exitCode() == 0;
    const bool isUnknown = answer.trimmed() == "credentials not found in native keychain";
    if ((!isGood && !isUnknown) || answer.size() > longestAnswer) {
        fail(isGood ? tr("its answer is too long") : tr("it ended with %1").arg(m_helper.exitCode()));
        return;
    }
    const Question question = m_questions.takeFirst();
    if (question.registry.isEmpty()) {
        Json all = Json::parse(answer.cbegin(), answer.cend(), nullptr, false);
        if (!all.is_object())
            all = Json::object();
        QList<Question> each;
        for (const auto &[registry, user] : all.items())
            each.append({question.helper, QString::fromStdString(registry)});
        m_questions = each + m_questions;
    } else {
        const Json told = Json::parse(answer.cbegin(), answer.cend(), nullptr, false);
        const QString user = text(told, "Username"), secret = text(told, "Secret");
        const bool isToken = user == u"<token>";
        m_logins.insert(question.registry,
                        {isToken ? QString() : authOf(user, secret), m_emails.value(question.registry),
                         isToken ? secret : QString(), QString()});
    }
    askNext();
}

void RegistryLogins::fail(const QString &why)
{
    const QString helper = m_questions.isEmpty() ? QString() : m_questions.constFirst().helper;
    m_questions.clear();
    m_patience.stop();
    m_helper.disconnect(this);
    Q_EMIT failed(tr("The logins to registries can’t be read from docker-credential-%1: %2.")
                      .arg(visibleText(helper), visibleText(why)));
}

QByteArray RegistryLogins::config() const
{
    Json auths = Json::object();
    for (auto login = m_logins.cbegin(); login != m_logins.cend(); ++login) {
        Json &object = auths[login.key().toStdString()] = Json::object();
        const auto put = [&object](const char *key, const QString &value) {
            if (!value.isEmpty())
                object[key] = value.toStdString();
        };
        put("auth", login->auth);
        put("email", login->email);
        put("identitytoken", login->identityToken);
        put("registrytoken", login->registryToken);
    }
    return QByteArray::fromStdString(Json{{"auths", auths}}.dump(1, '\t', false, Json::error_handler_t::replace));
}

} // namespace models

#include "moc_registry_logins.cpp"
