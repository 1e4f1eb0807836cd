// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QString>

#include <tl/expected.hpp>

namespace engine {

/// A name of an image as people write it (`ubuntu`, `localhost:5000/demo/app:1.0`, `quay.io/x/y@sha256:…`), in its parts.
/// A plain value; any thread.
struct ImageReference
{
    QString name;   ///< with the registry when one was written, without tag and digest: "localhost:5000/demo/app"
    QString tag;    ///< "latest" when neither tag nor digest was written
    QString digest; ///< "sha256:…" or empty

    /// `name[:tag][@digest]`
    [[nodiscard]] QString text() const;
    /// "docker.io" when the name has none.
    [[nodiscard]] QString registry() const;
    /// The repository at its registry: "library/ubuntu", "demo/app".
    [[nodiscard]] QString path() const;
    /// With registry and `library/`: "docker.io/library/ubuntu".
    [[nodiscard]] QString fullName() const;
    /// The other way round: without `docker.io/` and `library/`, as the docker client shows it.
    [[nodiscard]] QString familiarName() const;
    /// Same image of the same registry, however it was written (`ubuntu` and `docker.io/library/ubuntu:latest`).
    [[nodiscard]] bool isSameAs(const ImageReference &other) const;
    bool operator==(const ImageReference &) const = default;
};

/// What is wrong with a reference, in a sentence, and where.
struct ReferenceProblem
{
    QString text;           ///< "Image names are lower case: “B” at character 1."
    qsizetype position = 0; ///< index of the first bad character in what was given
    bool operator==(const ReferenceProblem &) const = default;
};

/// Takes a reference apart without judging it, for references that come from an engine; never fails.
[[nodiscard]] ImageReference splitReference(const QString &text);

/// Takes apart what a person typed by the grammar of Docker's references: lower-case repository of at most 255 characters,
/// tag of at most 128, digest `algorithm:hex`. Blanks around it are ignored.
[[nodiscard]] tl::expected<ImageReference, ReferenceProblem> parseReference(const QString &text);

} // namespace engine
