// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "engine-client/result.h"

#include <QByteArray>
#include <QDateTime>
#include <QMap>
#include <QStringList>

#include <nlohmann/json_fwd.hpp>

#include <string>

/// Reading of others' JSON, field by field: every field may be absent, null or of another type than documented, and then counts
/// as not sent. All functions are pure and may run on any thread; only .cpp files use them.
namespace engine::json {

using Json = nlohmann::json;

enum class Shape { Object, Array };

/// The whole body of an answer. BadReply, in words that name `operation`, for what is empty, cut short, no JSON or of another shape;
/// null counts as empty. Bytes that are no UTF-8 become U+FFFD.
[[nodiscard]] Result<Json> parse(const QByteArray &body, Shape shape, const QString &operation);
/// One line of a stream; discarded (`is_discarded()`) when it is no JSON.
[[nodiscard]] Json parseLine(const char *data, std::size_t size);

/// BadReply for a whole body: `position` is the byte where reading stopped, 0 unknown.
[[nodiscard]] EngineError notJson(const QByteArray &body, std::size_t position, const QString &operation);
[[nodiscard]] EngineError wrongShape(Shape wanted, const QString &operation);
/// The body with each byte that is no UTF-8 replaced; empty when it was UTF-8 already.
[[nodiscard]] QByteArray repaired(const QByteArray &body);

/// The member, or null when there is none or `object` is no object.
[[nodiscard]] const Json &member(const Json &object, const char *key);
[[nodiscard]] QString text(const Json &value);
[[nodiscard]] QString text(const Json &object, const char *key);
/// The same as UTF-8, for what goes back into JSON.
[[nodiscard]] std::string bytes(const Json &object, const char *key);
[[nodiscard]] qint64 asInteger(const Json &value, qint64 otherwise);
[[nodiscard]] qint64 integer(const Json &object, const char *key, qint64 otherwise = 0);
[[nodiscard]] int smallInteger(const Json &object, const char *key, int otherwise = 0);
/// For counters that use all 64 bits; negative counts as 0.
[[nodiscard]] quint64 counter(const Json &object, const char *key);
[[nodiscard]] bool boolean(const Json &object, const char *key);
/// The texts of an array; other elements are left out.
[[nodiscard]] QStringList texts(const Json &object, const char *key);
/// The names of an object's members, in the order of the alphabet.
[[nodiscard]] QStringList names(const Json &object, const char *key);
/// What is in `all` and not in `given`.
[[nodiscard]] QStringList without(const QStringList &all, const QStringList &given);
[[nodiscard]] QMap<QString, QString> textMap(const Json &object, const char *key);
/// UTC; null when not sent, unreadable, or Go's zero time (year 1).
[[nodiscard]] QDateTime time(const Json &object, const char *key);

/// A port number, 0 when it is none.
[[nodiscard]] quint16 port(qint64 number);

} // namespace engine::json
