// SPDX-License-Identifier: Apache-2.0
#include "models/format.h"
#include "ui/port_watch.h"
#include "ui/run_dialog.h"

#include <QPushButton>

namespace ui {

void RunDialog::setReplaced(const engine::Container &container)
{
    m_replacedName = container.name;
    m_asGiven = true;
    m_portWatch->setOwner(container.name);
    setWindowTitle(tr("Edit and recreate %1").arg(models::visibleText(container.name)));
    m_run->setText(tr("Recreate…"));
}

void RunDialog::finishRecreate()
{
    m_succeeded = true; // no draft is left
    accept();
}

} // namespace ui
