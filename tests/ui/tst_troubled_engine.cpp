// SPDX-License-Identifier: Apache-2.0
#include "models/images_model.h"
#include "tests/ui/window_bench.h"
#include "ui/empty_state.h"
#include "ui/engine_banner.h"
#include "ui/engine_button.h"
#include "ui/theme.h"

#include <algorithm>

using namespace Qt::StringLiterals;

namespace {

struct Lab : test::WindowBench
{
    /// What the page in view says when it has no rows.
    [[nodiscard]] QString emptyTitle() const
    {
        const auto all = window->findChildren<ui::EmptyState *>();
        const auto found =
            std::find_if(all.cbegin(), all.cend(), [](const ui::EmptyState *empty) { return empty->isVisible(); });
        return found == all.cend() ? QString() : (*found)->title();
    }
};

} // namespace

/// The window on an engine that is there and yet does not do what it should.
class TestTroubledEngine : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void initTestCase() { ui::applyTheme(*qApp); }

    void staysUsableWhileTheEngineIsSilent()
    {
        Lab lab;
        lab.engine.hang("GET", "/_ping");
        lab.open();
        const auto *banner = lab.window->findChild<ui::EngineBanner *>();
        QVERIFY(!banner->isVisible());
        QTRY_VERIFY(banner->isVisible()); // after three seconds
        QCOMPARE(banner->accessibleName(), u"Docker at %1 does not answer"_s.arg(lab.engine.socketPath()));
        QTest::keyClick(lab.window.get(), Qt::Key_2, Qt::ControlModifier);
        QTRY_COMPARE(lab.window->currentPage(), u"images"_s);
        const auto *foot = lab.window->findChild<ui::EngineButton *>();
        const QString first = foot->accessibleName();
        QVERIFY2(first.contains(u", Not answering for "_s), qUtf8Printable(first));
        QTRY_VERIFY(foot->accessibleName() != first); // it counts
    }

    void saysWhyThereAreNoImages()
    {
        Lab lab;
        lab.engine.refuse("GET", "/images/json", 500, "layer does not exist");
        lab.open();
        QVERIFY(QTest::qWaitForWindowActive(lab.window.get()));
        QTest::keyClick(lab.window.get(), Qt::Key_2, Qt::ControlModifier);
        QTRY_COMPARE(lab.emptyTitle(), u"Can't list images"_s);
        QTRY_VERIFY(lab.button(u"Refresh"_s));
        lab.engine.answer("GET", "/images/json", 200, "[{\"Id\":\"sha256:aa\",\"RepoTags\":[\"nginx:1.27\"]}]");
        QTest::mouseClick(lab.button(u"Refresh"_s), Qt::LeftButton);
        QTRY_COMPARE(lab.session.images().totalCount(), 1);
        QCOMPARE(lab.emptyTitle(), QString());
    }
};

QTEST_MAIN(TestTroubledEngine)
#include "tst_troubled_engine.moc"
