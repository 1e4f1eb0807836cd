// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QtGlobal>

#include <cstddef>
#include <limits>
#include <string>

namespace engine::json {

/// The receiver of nlohmann's SAX events for a list of objects, each of which becomes a row: keeps the depth, passes over what the row
/// does not want, and counts what gives no row. Reading straight into rows halves the time of building a tree first. `Derived` supplies
/// beginRow, endRow, enter (false: not wanted), leave, onKey, onText, onNumber and onBool. One for each body, on the engine thread.
template<class Derived>
class ListSax
{
public:
    bool null() { return m_depth == 0 || scalar(); }
    bool boolean(bool value) { return scalar() && (!isWanted() || (derived().onBool(value), true)); }
    bool number_integer(qint64 value) { return number(value); }
    bool number_unsigned(quint64 value)
    {
        return number(value > quint64(std::numeric_limits<qint64>::max()) ? 0 : qint64(value));
    }
    bool number_float(double value, const std::string &)
    {
        constexpr double limit = 9.2e18;
        return number(value > -limit && value < limit ? qint64(value) : 0);
    }
    bool string(std::string &value) { return scalar() && (!isWanted() || (derived().onText(value), true)); }
    template<class Binary>
    bool binary(Binary &)
    {
        return true;
    }
    bool key(std::string &value)
    {
        if (isWanted())
            derived().onKey(value);
        return true;
    }
    bool start_object(std::size_t) { return open(false); }
    bool start_array(std::size_t) { return open(true); }
    bool end_object() { return close(); }
    bool end_array() { return close(); }
    template<class Exception>
    bool parse_error(std::size_t position, const std::string &, const Exception &)
    {
        m_errorAt = position;
        return false;
    }

    [[nodiscard]] bool isWrongShape() const { return m_wrongShape; }
    [[nodiscard]] std::size_t errorAt() const { return m_errorAt; } ///< 1-based byte
    void passOver() { ++m_passedOver; }                             ///< for endRow: this one is of no use
    [[nodiscard]] int passedOver() const { return m_passedOver; }   ///< elements that gave no row

private:
    enum Depth { Outside, InList, InRow };

    Derived &derived() { return static_cast<Derived &>(*this); }
    [[nodiscard]] bool isWanted() const { return m_skip == 0 && m_depth >= InRow; }

    bool number(qint64 value) { return scalar() && (!isWanted() || (derived().onNumber(value), true)); }

    /// A value that is neither list nor object: at the top it is no list, among the rows it is no row.
    bool scalar()
    {
        if (m_depth == InList && m_skip == 0)
            ++m_passedOver;
        m_wrongShape = m_wrongShape || m_depth == Outside;
        return !m_wrongShape;
    }

    bool open(bool isArray)
    {
        if (m_skip > 0) {
            ++m_skip;
        } else if (m_depth == Outside) {
            m_wrongShape = !isArray;
            m_depth = InList;
        } else if (m_depth == InList) {
            if (isArray) {
                ++m_passedOver;
                m_skip = 1;
            } else {
                m_depth = InRow;
                derived().beginRow();
            }
        } else if (derived().enter(isArray)) {
            ++m_depth;
        } else {
            m_skip = 1;
        }
        return !m_wrongShape;
    }

    bool close()
    {
        if (m_skip > 0) {
            --m_skip;
            return true;
        }
        --m_depth;
        if (m_depth == InList)
            derived().endRow();
        else if (m_depth >= InRow)
            derived().leave();
        return true;
    }

    int m_depth = Outside;
    std::size_t m_skip = 0; ///< how deep inside something that is not wanted
    std::size_t m_errorAt = 0;
    int m_passedOver = 0;
    bool m_wrongShape = false;
};

} // namespace engine::json
