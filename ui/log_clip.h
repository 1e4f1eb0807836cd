// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QByteArray>
#include <QMimeData>

namespace ui {

/// Text in the clipboard as the UTF-8 that others ask for: some hundred MB are neither converted on the UI thread nor freed
/// there. Owned by the clipboard. UI thread.
class LogClip : public QMimeData
{
    Q_OBJECT
public:
    explicit LogClip(const QByteArray &utf8) : m_utf8(utf8) {}
    ~LogClip() override;

    [[nodiscard]] QStringList formats() const override;
    [[nodiscard]] bool hasFormat(const QString &mimeType) const override;

protected:
    [[nodiscard]] QVariant retrieveData(const QString &mimeType, QMetaType type) const override;

private:
    QByteArray m_utf8;
};

} // namespace ui
