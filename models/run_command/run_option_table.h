// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "models/run_command/run_option.h"

namespace models::run {

/// How an option's value is read before anything else is asked of it.
enum class OptionValue : quint8 { Bool, Text, List, Int, Uint16, Uint64, Bytes, SwapBytes, Cpus, Duration };

/// One row of the table of options.
struct OptionRow
{
    RunOption option;
    const char *name;
    char letter; ///< 0: no short form
    OptionValue value;
    bool runOnly = false; ///< docker create does not know it
};

/// All options, in the order of RunOption.
[[nodiscard]] std::span<const OptionRow> optionTable();
[[nodiscard]] const OptionRow &rowOf(RunOption option);
/// Null when there is none. Also by the older names (--net, --net-alias, --dns-opt).
[[nodiscard]] const OptionRow *findOption(QStringView longName);
[[nodiscard]] const OptionRow *findOption(QChar letter);
/// "--publish".
[[nodiscard]] QString longName(RunOption option);

} // namespace models::run
