// SPDX-License-Identifier: Apache-2.0
#include "models/service_banner.h"

#include <QRegularExpression>

using namespace Qt::StringLiterals;

namespace models {

namespace {

using Kind = Notebook::Kind;
using Login = Notebook::Login;

constexpr quint16 rstudioPort = 8787;

/// The address after `phrase`; null when the line has none.
std::optional<ServiceLine> addressAfter(const QString &line, QLatin1StringView phrase, Kind kind)
{
    static const QRegularExpression address(uR"(^\s*(https?)://(\[[^\]]*\]|[^\s/:?#]+):(\d{1,5})(/[^\s?#]*)?)"_s);
    const qsizetype at = line.indexOf(phrase);
    if (at < 0)
        return std::nullopt;
    const QRegularExpressionMatch match = address.match(line.mid(at + phrase.size()));
    if (!match.hasMatch() || match.capturedView(3).toUShort() == 0)
        return std::nullopt;
    return ServiceLine{.kind = kind,
                       .isHttps = match.capturedView(1) == u"https",
                       .isLoopback = isLoopbackName(match.capturedView(2)),
                       .port = match.capturedView(3).toUShort(),
                       .path = match.captured(4)};
}

std::optional<ServiceLine> readTensorBoard(const QString &line)
{
    static const QRegularExpression name(uR"(\bTensorBoard \d[\w.+-]* at )"_s);
    const QRegularExpressionMatch match = name.match(line);
    if (!match.hasMatch())
        return std::nullopt;
    std::optional<ServiceLine> found = addressAfter(line.mid(match.capturedStart()), " at "_L1, Kind::TensorBoard);
    if (found)
        found->login = Login::Open;
    return found;
}

std::optional<ServiceLine> readRStudio(const QString &line)
{
    static const QRegularExpression password(uR"(^\s*The password is set to (\S{1,64})\s*$)"_s);
    const QRegularExpressionMatch match = password.match(line);
    ServiceLine found{.kind = Kind::RStudio, .port = rstudioPort, .user = u"rstudio"_s};
    if (match.hasMatch()) {
        found.login = Login::Password;
        found.password = match.captured(1);
        return found;
    }
    if (line.trimmed() != "Skipping authentication as requested"_L1)
        return std::nullopt;
    found.login = Login::Open;
    found.user.clear();
    return found;
}

} // namespace

std::optional<ServiceLine> ServiceBannerReader::readCodeServer(const QString &line) const
{
    if (auto found = addressAfter(line, "HTTP server listening on "_L1, Kind::CodeServer))
        return found;
    if (auto found = addressAfter(line, "HTTPS server listening on "_L1, Kind::CodeServer))
        return found;
    if (line.contains("- Authentication is disabled"_L1))
        return ServiceLine{.kind = Kind::CodeServer, .login = Login::Open};
    if (line.contains("- Authentication is enabled"_L1))
        return ServiceLine{.kind = Kind::CodeServer, .login = Login::Password};
    return std::nullopt;
}

std::optional<ServiceLine> ServiceBannerReader::readMlflow(const QString &line) const
{
    std::optional<ServiceLine> found = addressAfter(line, "Listening at: "_L1, Kind::MLflow);
    if (!found)
        found = addressAfter(line, "Uvicorn running on "_L1, Kind::MLflow);
    if (found)
        found->login = Login::Open;
    return found;
}

std::optional<ServiceLine> ServiceBannerReader::read(const QString &line)
{
    if (m_expected == Kind::None) {
        if (line.contains("code-server"_L1))
            m_expected = Kind::CodeServer;
        else if (line.contains("mlflow"_L1))
            m_expected = Kind::MLflow;
    }
    if (m_expected == Kind::CodeServer) {
        if (auto found = readCodeServer(line))
            return found;
    } else if (m_expected == Kind::MLflow) {
        if (auto found = readMlflow(line))
            return found;
    }
    if (auto found = readTensorBoard(line))
        return found;
    return m_expected == Kind::None || m_expected == Kind::RStudio ? readRStudio(line) : std::nullopt;
}

bool isLoopbackName(QStringView host)
{
    return host == u"localhost" || host == u"[::1]" || host == u"::1" || host.startsWith(u"127.");
}

} // namespace models
