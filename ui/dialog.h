// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QDialog>
#include <QPointer>

class QVBoxLayout;

namespace ui {

/// Base of the app's dialogs: opened with show() or open(), never exec(); deleted when closed; Esc closes it; the focus goes
/// back to where it was. Owned by the window that it stands on.
class Dialog : public QDialog
{
    Q_OBJECT
public:
    static constexpr int Margin = 20;  ///< px around the content
    static constexpr int Gap = 12;     ///< px between groups of controls
    static constexpr int SmallGap = 6; ///< px within a group

    Dialog(const QString &title, QWidget *parent);

    void done(int result) override;

protected:
    bool event(QEvent *event) override;
    void showEvent(QShowEvent *event) override;
    /// Grows with what it holds (a note appears, a list is filled); for dialogs without a scroll area.
    void setGrowing(bool growing) { m_growing = growing; }
    [[nodiscard]] QVBoxLayout *content() const { return m_content; }

private:
    bool m_growing = false; ///< first: making the layout sends events already
    QVBoxLayout *m_content;
    QPointer<QWidget> m_focusBefore;
};

} // namespace ui
