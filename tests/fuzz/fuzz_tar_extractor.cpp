// SPDX-License-Identifier: Apache-2.0
// Whatever archive an engine sends: nothing is written outside the folder, through a link either, no more than was sent, nothing half
// stays, and what was made can be taken back. The first byte says how the archive comes.
#include "engine-client/byte_pipe.h"
#include "engine-client/tar_extractor.h"

#include <QByteArray>
#include <QString>

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <numeric>
#include <set>
#include <string>

namespace {

namespace fs = std::filesystem;

constexpr qsizetype blockSize = 512;

void check(bool holds)
{
    if (!holds)
        std::abort();
}

/// A folder to write into, with a file and a link in it, beside one that nobody may touch.
class Place
{
public:
    Place()
    {
        std::string name = (fs::temp_directory_path() / "longshore-fuzz-XXXXXX").string();
        check(::mkdtemp(name.data()) != nullptr);
        m_root = name;
        fs::create_directories(m_root / "beside");
        fs::create_directories(target());
        std::ofstream(m_root / "beside" / "kept") << "kept";
        std::ofstream(target() / "there") << "there";
        fs::create_directory_symlink("../beside", target() / "link");
    }
    ~Place()
    {
        std::error_code ignored;
        fs::remove_all(m_root, ignored);
    }
    Place(const Place &) = delete;
    Place &operator=(const Place &) = delete;

    [[nodiscard]] fs::path target() const { return m_root / "out"; }

    /// Everything below it; links are not followed.
    [[nodiscard]] std::set<std::string> paths() const
    {
        std::set<std::string> found;
        for (const auto &entry : fs::recursive_directory_iterator(m_root))
            found.insert(entry.path().lexically_relative(m_root).string());
        return found;
    }
    [[nodiscard]] bool isKept() const
    {
        std::ifstream kept(m_root / "beside" / "kept");
        std::string text;
        std::getline(kept, text);
        return text == "kept";
    }

private:
    fs::path m_root;
};

/// Without the right sums hardly any input would be taken for an archive.
QByteArray withSums(QByteArray tar)
{
    constexpr qsizetype magicAt = 257;
    constexpr qsizetype sumAt = 148;
    constexpr qsizetype sumSize = 8;
    for (qsizetype at = 0; at + blockSize <= tar.size(); at += blockSize) {
        if (tar.mid(at + magicAt, 5) != "ustar")
            continue;
        tar.replace(at + sumAt, sumSize, QByteArray(sumSize, ' '));
        const int sum = std::accumulate(tar.cbegin() + at, tar.cbegin() + at + blockSize, 0,
                                        [](int total, char byte) { return total + static_cast<unsigned char>(byte); });
        tar.replace(at + sumAt, sumSize, QByteArray::number(sum, 8).rightJustified(6, '0') + QByteArray("\0 ", 2));
    }
    return tar;
}

} // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t *data, std::size_t size)
{
    if (size < 1)
        return 0;
    const bool isWhole = (data[0] & 1) != 0;
    const bool replaces = (data[0] & 2) != 0;
    const bool hasSubfolder = (data[0] & 4) != 0;
    const qsizetype piece = std::max<qsizetype>((data[0] >> 3) * blockSize / 3, 1) + (data[0] < 8 ? 65'536 : 0);
    const QByteArray tar =
        withSums(QByteArray(reinterpret_cast<const char *>(data) + 1, static_cast<qsizetype>(size) - 1));

    const Place place;
    const std::set<std::string> before = place.paths();
    engine::TarExtractor extractor({QString::fromStdString(place.target().string()), replaces});
    engine::BytePipe pipe;
    for (qsizetype at = 0; at < tar.size(); at += piece)
        pipe.push(tar.constData() + at, static_cast<std::size_t>(std::min(piece, tar.size() - at)));
    pipe.finish(isWhole);
    const bool isDone = extractor.extract(pipe, hasSubfolder ? QStringLiteral("a/b") : QString());
    check(!isDone || (isWhole && extractor.error().isEmpty()));
    check(extractor.bytes() <= tar.size());
    check(place.isKept());
    for (const std::string &path : place.paths()) {
        const bool isInside = path == "out" || path.rfind("out/", 0) == 0;
        check(isInside || before.count(path) == 1);
        check(path.find(".longshore-") == std::string::npos || path.find(".part") == std::string::npos);
    }
    extractor.undo();
    check(place.isKept());
    check(place.paths() == before);
    return 0;
}
