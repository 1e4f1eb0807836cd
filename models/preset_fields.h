// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "models/run_form.h"

#include <QByteArray>
#include <QList>
#include <QString>
#include <QStringList>

#include <nlohmann/json_fwd.hpp>

namespace models {

/// Reads the fields of one JSON object strictly: what has the wrong type, is not allowed, or was never asked for is a problem that
/// names its place. The first problem is kept; after it nothing is read. A helper of one call: document and problem must outlive it.
class PresetFields
{
public:
    PresetFields(const nlohmann::json &value, const QString &place, QString &problem);

    [[nodiscard]] bool isGood() const { return m_problem->isEmpty(); }
    /// Whether it is there, null included.
    [[nodiscard]] bool has(const char *key) const;
    /// One line of text; unchanged when absent.
    void text(const char *key, QString &into);
    /// `otherwise` when absent; 0: it must be there.
    [[nodiscard]] int number(const char *key, int lowest, int highest, int otherwise);
    [[nodiscard]] bool flag(const char *key);
    [[nodiscard]] QStringList texts(const char *key);
    [[nodiscard]] QList<int> numbers(const char *key, int lowest, int highest);
    /// An object of texts, in the order of their names.
    [[nodiscard]] QList<RunForm::Pair> pairs(const char *key);
    /// An object without fields when absent.
    [[nodiscard]] PresetFields object(const char *key);
    [[nodiscard]] int count(const char *key);
    /// Of a list of objects; `index` below its count.
    [[nodiscard]] PresetFields element(const char *key, int index);
    /// Complains that `key` must be `wanted` unless `isRight`.
    void expect(bool isRight, const char *key, const char *wanted);
    /// Complains of what is left over.
    void end();

private:
    [[nodiscard]] const nlohmann::json *take(const char *key);
    [[nodiscard]] const nlohmann::json *list(const char *key);
    [[nodiscard]] QString placeOf(const QString &key) const;
    void complain(const QString &place, const QString &wanted, const nlohmann::json *found);

    const nlohmann::json *m_object;
    QString m_place; ///< "ports[0]"; empty: the whole document
    QString *m_problem;
    QStringList m_known;
};

/// "mine.json, line 3, column 7: this is no JSON." `position` counts from 1.
[[nodiscard]] QString jsonProblem(const QByteArray &json, qsizetype position, const QString &fileName);

} // namespace models
