// SPDX-License-Identifier: Apache-2.0
// The reference of P2 and P3: an empty QMainWindow that prints the mark of its first paint, as early as any Qt program can.
#include "tests/support/measured_process.h"

#include <QApplication>
#include <QMainWindow>

#include <cstdio>

namespace {

class EmptyWindow : public QMainWindow
{
protected:
    void paintEvent(QPaintEvent *event) override
    {
        QMainWindow::paintEvent(event);
        std::fprintf(stderr, "mark first-paint %lld\n", static_cast<long long>(test::monotonicNs()));
    }
};

} // namespace

int main(int argc, char **argv)
{
    QApplication application(argc, argv);
    EmptyWindow window;
    window.resize(1280, 800);
    window.show();
    return QApplication::exec();
}
