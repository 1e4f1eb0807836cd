// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QLabel>

namespace ui {

/// A path on one line, shortened in its middle where there is no room; the tool tip and the accessible name tell all of it.
class PathLabel : public QLabel
{
    Q_OBJECT
public:
    explicit PathLabel(const QString &path, QWidget *parent = nullptr);

    [[nodiscard]] const QString &path() const { return m_path; }
    QSize minimumSizeHint() const override;
    QSize sizeHint() const override;

protected:
    void resizeEvent(QResizeEvent *event) override;

private:
    const QString m_path;
};

} // namespace ui
