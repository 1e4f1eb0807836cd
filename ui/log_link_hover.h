// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "models/log_document.h"
#include "models/log_links.h"

#include <QObject>
#include <QPoint>

#include <optional>

namespace ui {

class LogView;

/// The addresses in a LogView: looked for only in the line under the pointer, underlined while Ctrl is held, opened by Ctrl and a click,
/// and told in full by a tool tip. Child of the view; UI thread.
class LogLinkHover : public QObject
{
    Q_OBJECT
public:
    explicit LogLinkHover(LogView *view);

    /// The address under a point of the viewport.
    [[nodiscard]] std::optional<models::LogLink> linkAt(const QPoint &point) const;
    /// The first address of a line.
    [[nodiscard]] std::optional<models::LogLink> firstLink(qint64 line) const;

    bool eventFilter(QObject *watched, QEvent *event) override;

Q_SIGNALS:
    void opened(const QUrl &url);

private:
    void hover(const QPoint &point, Qt::KeyboardModifiers modifiers);
    void leave();
    bool press(const QPoint &point);
    bool release(const QPoint &point);
    bool showTip(const QPoint &point, const QPoint &globalPoint) const;
    /// By their places in `line`; of one that goes on in other pieces of a long line, what is in this one.
    [[nodiscard]] std::vector<models::LogLink> links(qint64 line) const;
    [[nodiscard]] QString neighbours(const models::LogDocument &document, qint64 line, bool after) const;

    LogView *m_view;
    bool m_isHovering = false;
    QUrl m_pressed; ///< by Ctrl and the button that is still down
};

} // namespace ui
