// SPDX-License-Identifier: Apache-2.0
#include "models/lost_files.h"

#include <QSet>

#include <algorithm>
#include <array>
#include <tuple>

namespace models {

using namespace Qt::StringLiterals;

namespace {

/// Folders whose files nobody misses: they are made again, describe a run that is over, or come with the container itself.
constexpr std::array noiseRoots{
    "/tmp"_L1,
    "/var/tmp"_L1,
    "/run"_L1,
    "/var/run"_L1,
    "/proc"_L1,
    "/sys"_L1,
    "/dev"_L1,
    "/var/cache"_L1,
    "/var/log"_L1,
    "/var/lock"_L1,
    "/var/spool"_L1, // runtime and logs
    "/var/lib/apt"_L1,
    "/var/lib/dpkg"_L1,
    "/var/lib/rpm"_L1,
    "/var/lib/dnf"_L1,
    "/lib/apk"_L1,
    "/etc/apk"_L1,
    "/var/lib/systemd"_L1,
    "/opt/conda/pkgs"_L1,
    "/opt/conda/conda-meta"_L1,
    "/root/.conda"_L1,
};

/// The same anywhere.
constexpr std::array noiseFolders{
    "__pycache__"_L1,    ".ipynb_checkpoints"_L1, ".cache"_L1,      ".npm"_L1,     ".conda"_L1,      ".ipython"_L1,
    ".pytest_cache"_L1,  ".mypy_cache"_L1,        ".ruff_cache"_L1, ".Trash-0"_L1, ".Trash-1000"_L1, "node_modules"_L1,
    ".vscode-server"_L1, ".rstudio"_L1,           ".dbus"_L1,       ".gnupg"_L1,   ".nv"_L1,
};

/// Beneath some home folder.
constexpr std::array noisePaths{
    "/.local/share/jupyter/runtime/"_L1, "/.local/share/Trash/"_L1,      "/.local/share/rstudio/"_L1,
    "/.local/share/code-server/"_L1,     "/.jupyter/lab/workspaces/"_L1, "/.jupyter/migrated"_L1,
    "/.config/matplotlib/"_L1,           "/.config/rstudio/"_L1,         "/.config/pip/"_L1,
};

/// Single files: what the engine itself puts into a container, histories, caches of the system.
constexpr std::array noiseFiles{
    ".dockerenv"_L1, ".containerenv"_L1,      ".bash_history"_L1,  ".python_history"_L1,           ".Rhistory"_L1,
    ".lesshst"_L1,   ".viminfo"_L1,           ".wget-hsts"_L1,     ".sudo_as_admin_successful"_L1, ".DS_Store"_L1,
    "Thumbs.db"_L1,  ".node_repl_history"_L1, "history.sqlite"_L1,
};
constexpr std::array noiseSystemFiles{
    "/etc/hosts"_L1,   "/etc/hostname"_L1, "/etc/resolv.conf"_L1, "/etc/mtab"_L1,       "/etc/ld.so.cache"_L1,
    "/etc/passwd"_L1,  "/etc/passwd-"_L1,  "/etc/group"_L1,       "/etc/group-"_L1,     "/etc/shadow"_L1,
    "/etc/shadow-"_L1, "/etc/gshadow"_L1,  "/etc/gshadow-"_L1,    "/etc/subuid"_L1,     "/etc/subuid-"_L1,
    "/etc/subgid"_L1,  "/etc/subgid-"_L1,  "/etc/.pwd.lock"_L1,   "/etc/machine-id"_L1,
};
constexpr std::array noiseSuffixes{".pyc"_L1, ".pyo"_L1,  ".log"_L1,  ".tmp"_L1,  ".swp"_L1,
                                   ".pid"_L1, ".lock"_L1, ".sock"_L1, ".part"_L1, "~"_L1};

/// Programs and libraries that a package manager has put there: counted, not listed.
constexpr std::array programRoots{
    "/usr"_L1,     "/bin"_L1,       "/sbin"_L1,
    "/lib"_L1,     "/lib32"_L1,     "/lib64"_L1,
    "/libx32"_L1,  "/opt/conda"_L1, "/etc/alternatives"_L1,
    "/etc/ssl"_L1, "/boot"_L1,      "/var/lib"_L1,
};
constexpr std::array programFolders{"site-packages"_L1, "dist-packages"_L1};

struct Suffixes
{
    LostFile::Sort sort;
    QLatin1String suffix;
};

constexpr std::array suffixes{
    Suffixes{LostFile::Sort::Notebook, ".ipynb"_L1},
    Suffixes{LostFile::Sort::Notebook, ".rmd"_L1},
    Suffixes{LostFile::Sort::Notebook, ".qmd"_L1},
    Suffixes{LostFile::Sort::Data, ".csv"_L1},
    Suffixes{LostFile::Sort::Data, ".tsv"_L1},
    Suffixes{LostFile::Sort::Data, ".parquet"_L1},
    Suffixes{LostFile::Sort::Data, ".feather"_L1},
    Suffixes{LostFile::Sort::Data, ".arrow"_L1},
    Suffixes{LostFile::Sort::Data, ".jsonl"_L1},
    Suffixes{LostFile::Sort::Data, ".ndjson"_L1},
    Suffixes{LostFile::Sort::Data, ".xlsx"_L1},
    Suffixes{LostFile::Sort::Data, ".xls"_L1},
    Suffixes{LostFile::Sort::Data, ".ods"_L1},
    Suffixes{LostFile::Sort::Data, ".sqlite"_L1},
    Suffixes{LostFile::Sort::Data, ".sqlite3"_L1},
    Suffixes{LostFile::Sort::Data, ".db"_L1},
    Suffixes{LostFile::Sort::Data, ".duckdb"_L1},
    Suffixes{LostFile::Sort::Data, ".avro"_L1},
    Suffixes{LostFile::Sort::Data, ".orc"_L1},
    Suffixes{LostFile::Sort::Data, ".nc"_L1},
    Suffixes{LostFile::Sort::Data, ".npy"_L1},
    Suffixes{LostFile::Sort::Data, ".npz"_L1},
    Suffixes{LostFile::Sort::Data, ".mat"_L1},
    Suffixes{LostFile::Sort::Data, ".rds"_L1},
    Suffixes{LostFile::Sort::Data, ".rdata"_L1},
    Suffixes{LostFile::Sort::Data, ".dta"_L1},
    Suffixes{LostFile::Sort::Data, ".sav"_L1},
    Suffixes{LostFile::Sort::Data, ".zip"_L1},
    Suffixes{LostFile::Sort::Data, ".gz"_L1},
    Suffixes{LostFile::Sort::Data, ".zst"_L1},
    Suffixes{LostFile::Sort::Model, ".pt"_L1},
    Suffixes{LostFile::Sort::Model, ".pth"_L1},
    Suffixes{LostFile::Sort::Model, ".ckpt"_L1},
    Suffixes{LostFile::Sort::Model, ".h5"_L1},
    Suffixes{LostFile::Sort::Model, ".hdf5"_L1},
    Suffixes{LostFile::Sort::Model, ".keras"_L1},
    Suffixes{LostFile::Sort::Model, ".safetensors"_L1},
    Suffixes{LostFile::Sort::Model, ".pkl"_L1},
    Suffixes{LostFile::Sort::Model, ".pickle"_L1},
    Suffixes{LostFile::Sort::Model, ".joblib"_L1},
    Suffixes{LostFile::Sort::Model, ".onnx"_L1},
    Suffixes{LostFile::Sort::Model, ".tflite"_L1},
    Suffixes{LostFile::Sort::Model, ".gguf"_L1},
    Suffixes{LostFile::Sort::Code, ".py"_L1},
    Suffixes{LostFile::Sort::Code, ".r"_L1},
    Suffixes{LostFile::Sort::Code, ".jl"_L1},
    Suffixes{LostFile::Sort::Code, ".sql"_L1},
    Suffixes{LostFile::Sort::Code, ".sh"_L1},
    Suffixes{LostFile::Sort::Code, ".scala"_L1},
    Suffixes{LostFile::Sort::Code, ".cpp"_L1},
    Suffixes{LostFile::Sort::Code, ".js"_L1},
    Suffixes{LostFile::Sort::Code, ".ts"_L1},
    Suffixes{LostFile::Sort::Code, ".md"_L1},
    Suffixes{LostFile::Sort::Code, ".tex"_L1},
};

/// `path` is the folder or lies in it.
template<class Text>
bool isBelow(QStringView path, const Text &folder)
{
    return path.startsWith(folder) &&
           (path.size() == folder.size() || path.at(folder.size()) == u'/' || folder == u"/");
}

template<class Table>
bool isBelowAny(QStringView path, const Table &folders)
{
    return std::any_of(folders.begin(), folders.end(), [path](const auto &folder) { return isBelow(path, folder); });
}

/// One of the folders on the way to the file.
template<class Table>
bool passesThrough(QStringView path, const Table &names)
{
    const QStringView folder = path.first(std::max<qsizetype>(0, path.lastIndexOf(u'/')));
    for (const QStringView part : folder.tokenize(u'/')) {
        if (std::any_of(names.begin(), names.end(), [part](QLatin1String name) { return part == name; }))
            return true;
    }
    return false;
}

bool isNoise(QStringView path)
{
    const QStringView name = path.sliced(path.lastIndexOf(u'/') + 1);
    const auto isName = [name](QLatin1String noise) { return name == noise; };
    const auto hasSuffix = [name](QLatin1String suffix) { return name.endsWith(suffix, Qt::CaseInsensitive); };
    const auto isInside = [path](QLatin1String part) { return path.contains(part); };
    const auto isPath = [path](QLatin1String file) { return path == file; };
    return isBelowAny(path, noiseRoots) || passesThrough(path, noiseFolders) ||
           std::ranges::any_of(noiseFiles, isName) || std::ranges::any_of(noiseSuffixes, hasSuffix) ||
           std::ranges::any_of(noisePaths, isInside) || std::ranges::any_of(noiseSystemFiles, isPath);
}

bool isProgram(QStringView path)
{
    // What a person builds from source lies here.
    return !isBelow(path, "/usr/src"_L1) && !isBelow(path, "/usr/local/src"_L1) &&
           (isBelowAny(path, programRoots) || passesThrough(path, programFolders));
}

LostFile::Sort sortOf(QStringView path)
{
    const auto found = std::ranges::find_if(
        suffixes, [path](const Suffixes &known) { return path.endsWith(known.suffix, Qt::CaseInsensitive); });
    return found == suffixes.end() ? LostFile::Sort::Other : found->sort;
}

/// Every folder on the way to a change. The engine names them as changed, too.
QSet<QStringView> foldersOf(const QList<engine::FileChange> &changes)
{
    QSet<QStringView> folders;
    for (const engine::FileChange &change : changes) {
        for (qsizetype slash = change.path.lastIndexOf(u'/'); slash > 0;
             slash = QStringView(change.path).first(slash).lastIndexOf(u'/')) {
            const QStringView folder = QStringView(change.path).first(slash);
            if (folders.contains(folder))
                break;
            folders.insert(folder);
        }
    }
    return folders;
}

} // namespace

Losses lossesOf(const QList<engine::FileChange> &changes, const QStringList &mountTargets)
{
    const QSet<QStringView> folders = foldersOf(changes);
    Losses losses;
    for (const engine::FileChange &change : changes) {
        if (change.kind == engine::FileChange::Kind::Deleted || folders.contains(change.path) ||
            isBelowAny(change.path, mountTargets) || isNoise(change.path))
            continue;
        if (isProgram(change.path)) {
            ++losses.programs;
            continue;
        }
        losses.files.append({.path = change.path,
                             .sort = sortOf(change.path),
                             .isNew = change.kind == engine::FileChange::Kind::Added});
    }
    std::ranges::sort(losses.files, {}, [](const LostFile &file) { return std::tie(file.sort, file.path); });
    return losses;
}

} // namespace models
