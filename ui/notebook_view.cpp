// SPDX-License-Identifier: Apache-2.0
#include "ui/notebook_view.h"

#include "models/commands.h"
#include "models/containers_model.h"
#include "models/engine_session.h"
#include "models/format.h"
#include "models/idle_stop.h"
#include "models/settings.h"
#include "ui/notice_strip.h"
#include "ui/tone_label.h"

#include <QClipboard>
#include <QComboBox>
#include <QGridLayout>
#include <QGuiApplication>
#include <QHeaderView>
#include <QLabel>
#include <QPushButton>
#include <QScrollArea>
#include <QStackedLayout>
#include <QTreeWidget>

#include <array>
#include <chrono>

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace ui {

namespace {

constexpr auto refreshEvery = 3s;
constexpr std::array idleChoices{0, 15, 30, 60, 120, 240, 480, 1440};

QString limitText(int minutes)
{
    if (minutes == 0)
        return NotebookView::tr("Never");
    return minutes % 60 == 0 ? u"%1 h"_s.arg(minutes / 60) : u"%1 min"_s.arg(minutes);
}

QLabel *plainLabel(QWidget *parent, const QString &accessibleName)
{
    auto *label = new QLabel(parent);
    label->setTextFormat(Qt::PlainText);
    label->setAccessibleName(accessibleName);
    label->setTextInteractionFlags(Qt::TextSelectableByMouse | Qt::TextSelectableByKeyboard);
    label->setWordWrap(true);
    return label;
}

QString ago(const QDateTime &time)
{
    return time.isValid() ? models::formatAgo(time.toSecsSinceEpoch(), QDateTime::currentSecsSinceEpoch()) : QString();
}

QString inWords(int count, const QString &one, const QString &many)
{
    return count == 1 ? u"1 "_s + one : QString::number(count) + u' ' + many;
}

} // namespace

NotebookView::NotebookView(const Services &services, QWidget *parent)
    : QWidget(parent)
    , m_services(services)
    , m_probe(services.session.client())
    , m_stack(new QStackedLayout(this))
    , m_message(new QLabel(this))
    , m_table(new QTreeWidget(this))
{
    m_message->setTextFormat(Qt::PlainText);
    m_message->setAlignment(Qt::AlignCenter);
    m_message->setWordWrap(true);
    makeTable();
    auto *page = new QWidget(this);
    auto *row = new QHBoxLayout(page);
    row->setContentsMargins(0, 0, 0, 0);
    row->addWidget(makeFacts(), 1);
    row->addWidget(m_table, 1);
    m_stack->addWidget(m_message);
    m_stack->addWidget(page);

    m_timer.setSingleShot(true);
    m_timer.setInterval(refreshEvery);
    connect(&m_timer, &QTimer::timeout, this, &NotebookView::follow);
    models::EngineSession &session = services.session;
    connect(&m_probe, &models::NotebookProbe::answered, this, [this](const models::NotebookStatus &status) {
        showStatus(status);
        m_timer.start();
    });
    connect(&m_probe, &models::NotebookProbe::failed, this, [this](const QString &reason) {
        m_used->setText(reason);
        m_table->clear();
        m_timer.start();
    });
    connect(&session.containers(), &QAbstractItemModel::dataChanged, this, [this](const QModelIndex &topLeft) {
        if (topLeft.column() == models::ContainersModel::Name)
            showFacts();
    });
    connect(&session.containers(), &QAbstractItemModel::rowsRemoved, this, &NotebookView::showFacts);
    connect(&session.idleStop(), &models::IdleStop::planChanged, this, &NotebookView::showPlan);
    showFacts();
}

void NotebookView::addRow(QGridLayout &grid, QLabel *label, QWidget *field)
{
    const int row = grid.rowCount();
    label->setForegroundRole(QPalette::PlaceholderText);
    grid.addWidget(label, row, 0, Qt::AlignTop);
    grid.addWidget(field, row, 1);
}

QWidget *NotebookView::makeFacts()
{
    auto *facts = new QWidget(this);
    m_notice = new NoticeStrip(facts);
    connect(m_notice, &NoticeStrip::buttonClicked, this, [this] { run(u"container.republish"_s); });
    m_address = plainLabel(facts, tr("Address"));
    m_secret = plainLabel(facts, tr("Token"));
    m_secret->setFont(monospaceFont());
    m_secretLabel = new QLabel(facts);
    m_user = plainLabel(facts, tr("User"));
    m_userLabel = new QLabel(tr("User"), facts);
    m_server = plainLabel(facts, tr("Server"));
    m_used = plainLabel(facts, tr("Use"));
    m_showSecret = new QPushButton(facts);
    m_showSecret->setCheckable(true);
    m_showSecret->setAutoDefault(false);
    connect(m_showSecret, &QPushButton::toggled, this, &NotebookView::showSecret);
    auto *secretRow = new QWidget(facts);
    auto *secretLine = new QHBoxLayout(secretRow);
    secretLine->setContentsMargins(0, 0, 0, 0);
    secretLine->addWidget(m_secret, 1);
    secretLine->addWidget(m_showSecret, 0, Qt::AlignTop);

    auto *grid = new QGridLayout(facts);
    grid->setContentsMargins(12, 8, 12, 8);
    grid->setHorizontalSpacing(16);
    grid->setColumnStretch(1, 1);
    grid->addWidget(m_notice, 0, 0, 1, 2);
    grid->addLayout(makeAddressButtons(), 1, 0, 1, 2);
    addRow(*grid, new QLabel(tr("Address"), facts), m_address);
    addRow(*grid, m_userLabel, m_user);
    addRow(*grid, m_secretLabel, secretRow);
    addRow(*grid, new QLabel(tr("Server"), facts), m_server);
    addRow(*grid, new QLabel(tr("Use"), facts), m_used);
    grid->addWidget(makeIdleRow(), grid->rowCount(), 0, 1, 2);
    grid->setRowStretch(grid->rowCount(), 1);
    auto *area = new QScrollArea(this);
    area->setWidget(facts);
    area->setWidgetResizable(true);
    area->setFrameShape(QFrame::NoFrame);
    area->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    return area;
}

QLayout *NotebookView::makeAddressButtons()
{
    m_open = new QPushButton(tr("Open notebook"), this);
    m_copy = new QPushButton(tr("Copy address"), this);
    m_copyWithToken = new QPushButton(tr("Copy with token"), this);
    setButtonKind(m_open, ButtonKind::Primary, u"external-link"_s);
    setButtonKind(m_copy, ButtonKind::Plain, u"copy"_s);
    setButtonKind(m_copyWithToken, ButtonKind::Plain, u"key-round"_s);
    m_copyWithToken->setToolTip(tr("Whoever has this address can work in the notebook."));
    connect(m_open, &QPushButton::clicked, this, [this] { run(u"container.open"_s); });
    connect(m_copy, &QPushButton::clicked, this, [this] { copy(false); });
    connect(m_copyWithToken, &QPushButton::clicked, this, [this] { copy(true); });
    auto *row = new QHBoxLayout;
    for (QPushButton *button : {m_open, m_copy, m_copyWithToken}) {
        button->setAutoDefault(false);
        row->addWidget(button);
    }
    row->addStretch(1);
    return row;
}

QWidget *NotebookView::makeIdleRow()
{
    m_idle = new QWidget(this);
    auto *label = new QLabel(tr("Stop when idle for"), m_idle);
    m_limit = new QComboBox(m_idle);
    for (const int minutes : idleChoices)
        m_limit->addItem(limitText(minutes), minutes);
    label->setBuddy(m_limit);
    m_limit->setAccessibleName(label->text());
    m_plan = new ToneLabel(Tone::Muted, {}, m_idle);
    m_plan->setWordWrap(true);
    connect(m_limit, &QComboBox::activated, this, &NotebookView::chooseLimit);
    auto *row = new QHBoxLayout(m_idle);
    row->setContentsMargins(0, 4, 0, 0);
    row->addWidget(label);
    row->addWidget(m_limit);
    row->addWidget(m_plan, 1);
    return m_idle;
}

void NotebookView::makeTable()
{
    m_table->setAccessibleName(tr("Kernels and terminals"));
    m_table->setRootIsDecorated(false);
    m_table->setUniformRowHeights(true);
    m_table->setAllColumnsShowFocus(true);
    m_table->setTabKeyNavigation(false);
    m_table->setHeaderLabels({tr("Kernel"), tr("State"), tr("Last used"), tr("Document")});
    m_table->header()->setSectionResizeMode(QHeaderView::ResizeToContents);
    m_table->header()->setStretchLastSection(true);
}

void NotebookView::setContainer(const QString &id)
{
    if (id == m_id)
        return;
    m_id = id;
    m_probe.stop();
    m_timer.stop();
    m_table->clear();
    m_server->clear();
    m_showSecret->setChecked(false); // of another container it may be seen by others
    m_notebook = {};
    showFacts();
}

QString NotebookView::containerName() const
{
    const engine::Container *container = m_services.session.containers().find(m_id);
    return container ? container->name : QString();
}

void NotebookView::showFacts()
{
    const models::Notebook notebook = m_services.session.containers().notebook(m_id);
    m_stack->setCurrentIndex(notebook.isKnown() ? 1 : 0);
    m_message->setText(m_id.isEmpty() ? QString()
                                      : tr("No notebook is known in %1.").arg(models::visibleText(containerName())));
    const bool isOther = notebook != m_notebook;
    m_notebook = notebook;
    const bool isReachable = notebook.reach == models::Notebook::Reach::Reachable;
    const bool hasSecret = !notebook.secret.isEmpty();
    const bool isToken = notebook.isJupyter();
    m_address->setText(isReachable ? models::shownAddress(notebook.url) : tr("None from here"));
    for (QPushButton *button : {m_open, m_copy})
        button->setEnabled(isReachable);
    m_copyWithToken->setVisible(isToken && hasSecret);
    m_copyWithToken->setEnabled(isReachable);
    m_userLabel->setVisible(!notebook.user.isEmpty());
    m_user->setVisible(!notebook.user.isEmpty());
    m_user->setText(models::visibleText(notebook.user));
    m_secretLabel->setText(isToken ? tr("Token") : tr("Password"));
    m_secret->setAccessibleName(m_secretLabel->text());
    m_showSecret->setVisible(hasSecret);
    if (notebook.isUnsafe())
        m_notice->say(Tone::Warning,
                      tr("Open to everyone: it asks for no login and is published on every address of this computer."),
                      tr("Publish on this computer only…"));
    else if (!isReachable)
        m_notice->say(Tone::Warning, models::notebookText(notebook));
    else
        m_notice->clear();
    showIdle();
    showSecret();
    showPlan();
    if (isOther)
        follow();
}

void NotebookView::showIdle()
{
    const bool hasKernels = m_notebook.isJupyter();
    m_idle->setVisible(hasKernels || m_notebook.kind == models::Notebook::Kind::CodeServer);
    m_limit->setToolTip(hasKernels
                            ? QString()
                            : tr("Counts from when a browser was last there. What runs in its terminals is not seen."));
    m_limit->setAccessibleDescription(m_limit->toolTip());
    m_table->setVisible(hasKernels); // the others have no kernels to tell of
    const int limit = m_services.session.idleStop().limit(containerName());
    if (limit != 0 && m_limit->findData(limit) < 0)
        m_limit->addItem(limitText(limit), limit); // set in the file
    m_limit->setCurrentIndex(std::max(m_limit->findData(limit), 0));
}

void NotebookView::showSecret()
{
    const bool isToken = m_notebook.isJupyter();
    const bool isShown = m_showSecret->isChecked();
    if (m_notebook.secret.isEmpty()) {
        m_secret->setText(m_notebook.login == models::Notebook::Login::Open ? tr("None is asked for")
                                                                            : tr("Not known here"));
    } else {
        m_secret->setText(isShown ? models::visibleText(m_notebook.secret) : QString(12, u'•'));
    }
    const QString verb = isShown ? tr("Hide") : tr("Show");
    m_showSecret->setText(verb + (isToken ? tr(" token") : tr(" password")));
    setButtonKind(m_showSecret, ButtonKind::Plain, isShown ? u"eye-off"_s : u"eye"_s);
}

/// Asks as long as somebody looks and there is something to ask.
void NotebookView::follow()
{
    const bool isWorth = isVisible() && models::NotebookProbe::canAsk(m_notebook);
    if (!isWorth) {
        m_probe.stop();
        m_timer.stop();
        m_server->setText(models::notebookKind(m_notebook.kind));
        m_used->setText(tr("Not known"));
    } else if (!m_probe.isAsking()) {
        m_probe.ask(m_notebook, models::NotebookProbe::Depth::Everything);
    }
}

void NotebookView::showStatus(const models::NotebookStatus &status)
{
    const QString version = models::visibleText(status.version);
    QString server = (models::notebookKind(m_notebook.kind) + u' ' + version).trimmed();
    if (status.started.isValid())
        server += tr(", started %1").arg(ago(status.started));
    m_server->setText(server);
    QStringList used;
    if (status.lastActivity.isValid())
        used += tr("Last used %1").arg(ago(status.lastActivity));
    if (status.connections >= 0)
        used += inWords(status.connections, tr("connection"), tr("connections"));
    m_used->setText(used.isEmpty() ? tr("Not known") : used.join(u", "_s));
    const int selected = m_table->indexOfTopLevelItem(m_table->currentItem());
    m_table->clear();
    for (const models::NotebookKernel &kernel : status.kernels) {
        const QString name = models::visibleText(kernel.name);
        auto *item = new QTreeWidgetItem({kernel.isTerminal ? tr("Terminal %1").arg(name) : name,
                                          models::visibleText(kernel.state), ago(kernel.lastActivity),
                                          models::visibleText(kernel.path)});
        item->setToolTip(3, models::toolTipText(item->text(3)));
        m_table->addTopLevelItem(item);
    }
    m_table->setCurrentItem(m_table->topLevelItem(selected));
    showPlan();
}

void NotebookView::showPlan()
{
    const models::IdleStop::Plan plan = m_services.session.idleStop().plan(m_id);
    QString text = plan.note;
    if (plan.stopAt.isValid()) {
        const qint64 left = std::max<qint64>(QDateTime::currentDateTimeUtc().secsTo(plan.stopAt), 0);
        text = tr("Stops in %1 unless it is used").arg(left < 60 ? u"%1 s"_s.arg(left) : models::formatAge(left + 59));
    }
    m_plan->setText(text);
}

void NotebookView::chooseLimit()
{
    const QString name = containerName();
    if (name.isEmpty())
        return;
    QHash<QString, int> &limits = m_services.settings.edit().notebookIdle;
    if (const int minutes = m_limit->currentData().toInt(); minutes > 0)
        limits.insert(name, minutes);
    else
        limits.remove(name);
    m_services.session.idleStop().setLimits(limits);
    showPlan();
}

void NotebookView::run(const QString &command)
{
    models::Selection selection;
    if (const engine::Container *container = m_services.session.containers().find(m_id))
        selection.containers << *container;
    m_services.commands.run(command, selection);
}

void NotebookView::copy(bool withToken)
{
    const QUrl url = withToken ? m_notebook.url : m_notebook.url.adjusted(QUrl::RemoveQuery | QUrl::RemoveFragment);
    QGuiApplication::clipboard()->setText(url.toString(QUrl::FullyEncoded));
}

void NotebookView::showEvent(QShowEvent *event)
{
    QWidget::showEvent(event);
    follow();
}

void NotebookView::hideEvent(QHideEvent *event)
{
    QWidget::hideEvent(event);
    m_probe.stop();
    m_timer.stop();
    m_showSecret->setChecked(false);
}

} // namespace ui

#include "moc_notebook_view.cpp"
