// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QDateTime>
#include <QString>
#include <QUrl>

namespace models {

/// A server in a container that a person works with in the browser, as far as it is known. Holds secrets: never log one. A plain value.
struct Notebook
{
    enum class Kind { None, Jupyter, RStudio, CodeServer, TensorBoard, MLflow };
    enum class Login { Unknown, Open, Token, Password }; ///< Open: whoever reaches it is let in
    enum class Reach { Reachable, NotPublished, LoopbackOnly };

    Kind kind = Kind::None;
    Login login = Login::Unknown;
    Reach reach = Reach::Reachable;
    QUrl url;                   ///< for a browser here, with the token; invalid unless Reachable
    quint16 containerPort = 0;  ///< 0: not known
    QString basePath;           ///< what the server's API is under: "/", "/user/me/"
    QString user;               ///< to log in as; empty: no name is asked for
    QString secret;             ///< its token or password; empty: none, or not known
    QString version;            ///< of the server, as it wrote it down; may be empty
    QDateTime startedAt;        ///< its container; null when not known
    bool isForEveryone = false; ///< published on every address of this machine

    [[nodiscard]] bool isKnown() const { return kind != Kind::None; }
    /// Whoever reaches this machine can run code in the container.
    [[nodiscard]] bool isUnsafe() const
    {
        return reach == Reach::Reachable && login == Login::Open && isForEveryone && kind != Kind::TensorBoard &&
               kind != Kind::MLflow;
    }
    /// Has kernels that can be asked for.
    [[nodiscard]] bool isJupyter() const { return kind == Kind::Jupyter; }
    /// Where its API answers; without the token.
    [[nodiscard]] QUrl apiUrl(const QString &path) const;
    bool operator==(const Notebook &) const = default;
};

/// "Jupyter", "RStudio", "code-server"…
[[nodiscard]] QString notebookKind(Notebook::Kind kind);
/// The address as it may be shown: without the token.
[[nodiscard]] QString shownAddress(const QUrl &url);
/// What the mark beside a name says: "Jupyter at http://127.0.0.1:8888/", or why it can't be reached. No secret is in it.
[[nodiscard]] QString notebookText(const Notebook &notebook);

} // namespace models
