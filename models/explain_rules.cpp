// SPDX-License-Identifier: Apache-2.0
#include "models/explain_rules.h"

#include <QCoreApplication>

#include <vector>

namespace models {

using namespace Qt::StringLiterals;

namespace {

/// Pattern, reason, advice, command. Worded for Docker 20.10 to 29 and Podman 4 to 5; where the engines say the same thing
/// differently one rule holds all their words.
struct Row
{
    const char *pattern;
    const char *reason;
    const char *advice;
    const char *command = "";
};

std::vector<Row> nameRows()
{
    return {
        {R"re(container name "/?([^"]+)" is already in use by (?:container )?"?([0-9a-f]+))re",
         "The name “%1” belongs to container %2.", "Choose another name, or rename or remove that container first."},
        {R"re(name (\S+) (?:is )?already in use)re", "The name “%1” belongs to another container.",
         "Choose another name, or rename or remove that container first."},
        {R"re(UNIQUE constraint failed: ContainerConfig\.Name)re", "Another container has that name.",
         "Choose another name, or rename or remove that container first."},
        {R"re(same name as its current name)re", "That is its name already.", "Type a different name."},
        {R"re(Invalid container name \(/?([^)]*)\))re", "“%1” can't be a name.",
         "Use two or more letters, digits, _ . and -, beginning with a letter or digit."},
        {R"re(names must match)re", "The name holds a character that names can't have.",
         "Use letters, digits, _ . and -, beginning with a letter or digit."},
        {R"re(invalid reference format: (.+?)\.?$)re", "That is no name of an image: %1.",
         "Use lower case: name, registry/name or name:tag."},
        {R"re(invalid reference format|repository name must have at least one component)re",
         "That is no name of an image.", "Use lower case: name, registry/name or name:tag."},
    };
}

std::vector<Row> portRows()
{
    return {
        {R"re(Bind for \S*?:(\d+) failed: port is already allocated)re", "Another container publishes port %1 already.",
         "Choose another host port, or stop that container."},
        {R"re(listen (?:tcp|udp|sctp)\S* \S*?:(\d+): bind: address already in use)re",
         "Something on the engine's machine uses port %1 already.",
         "Choose another host port, or end the program that uses this one."},
        {R"re(failed to bind host port (?:for )?\S*?:(\d+)[:/]\S*: address already in use)re",
         "Something on the engine's machine uses port %1 already.",
         "Choose another host port, or end the program that uses this one."},
        {R"re(port is already allocated|address already in use)re", "A host port is in use already.",
         "Choose another host port."},
        {R"re(privileged port (\d+))re", "Port %1 is below 1024, which this engine may not open.",
         "Choose a host port from 1024 up."},
        {R"re(:(\d+): bind: permission denied)re", "The engine may not open port %1.",
         "Choose a host port from 1024 up."},
        {R"re(invalid port specification: "?([^"]*))re", "“%1” is no port.", "Use a number from 1 to 65535."},
    };
}

std::vector<Row> mountRows()
{
    return {
        {R"re(bind source path does not exist: (.+))re", "The folder %1 does not exist on the engine's machine.",
         "Create the folder or choose another."},
        {R"re((?:statfs|stat|lstat) (/\S+): no such file or directory)re",
         "The folder %1 does not exist on the engine's machine.", "Create the folder or choose another."},
        {R"re(mount path:? '?([^' ]*)'? mount path must be absolute|invalid container path "([^"]*)")re",
         "The container path “%1%2” is not absolute.", "Begin the container path with /."},
        {R"re(Duplicate mount point: (\S+)|(\S+): duplicate mount destination)re",
         "Two folders or volumes have the same container path %1%2.", "Give each its own container path."},
        {R"re(invalid mode: (\S+)|invalid option type "([^"]*)")re", "“%1%2” is no way to mount a folder.",
         "Use ro for read-only, or nothing."},
        {R"re(mounts denied|is not shared from the host)re", "The engine may not see that folder.",
         "Share the folder in the settings of Docker Desktop, or choose another."},
    };
}

std::vector<Row> imageUseRows()
{
    return {
        {R"re(container (\S+) is using its referenced image|image is being used by (?:running|stopped) container (\S+))re",
         "Container %1%2 uses the image.", "Remove that container first.", "docker ps -a --filter id=%1%2"},
        {R"re(is in use: image used by ([0-9a-f]+))re", "Container %1 uses the image.", "Remove that container first.",
         "docker ps -a --filter id=%1"},
        {R"re(removing image .*container ([0-9a-f]+) using image could not be removed)re",
         "The running container %1 uses the image.", "Stop and remove that container first.",
         "docker ps -a --filter id=%1"},
        {R"re(has dependent child images)re", "Other images are built on this one.", "Remove those images first."},
        {R"re(referenced in multiple repositories|by ID with more than one tag)re", "The image has several names.",
         "Remove each name by itself; the image goes with the last one."},
    };
}

std::vector<Row> missingRows()
{
    return {
        {R"re(image with reference \S+ was found but .*platform)re", "The local image is made for another platform.",
         "Pull it for the wanted platform, or clear Platform."},
        {R"re(no matching manifest for (\S+))re", "The registry has no such image for %1.",
         "Choose another tag, or set Platform to one that the image has."},
        {R"re(no such image: ([^\s:,]+(?::[^\s:,]+)*?)(?:: |$))re", "There is no image %1 on the engine.",
         "Pull it first, or check its name and tag.", "docker pull %1"},
        {R"re(failed to find image (\S+?):? )re", "There is no image %1 on the engine.",
         "Pull it first, or check its name and tag.", "docker pull %1"},
        {R"re(no container with (?:name or ID|ID or name) "([^"]+)"|No such container: (\S+))re",
         "Container %1%2 is no longer there.", "Refresh the list; somebody else may have removed it."},
        {R"re(unable to find network with name or ID ([^\s:]+)|network (\S+) not found)re",
         "There is no network %1%2 on the engine.", "Choose another network, or create it first.",
         "docker network create %1%2"},
        {R"re(requested static ip (\S+)|no configured subnet[^:]*? (?:IP address|the IP address) (\S+)|Invalid address (\S+):)re",
         "The address %1%2%3 does not belong to the network.", "Choose an address of one of the network's subnets."},
    };
}

std::vector<Row> registryNameRows()
{
    return {
        {R"re(pull access denied(?: for ([^\s,]+))?, repository does not exist or may require authorization: authorization failed)re",
         "The registry %r wants a login.", "Log in to the registry, then try again.", "docker login %r"},
        {R"re(pull access denied for ([^\s,]+))re", "The registry has no image %1, or it is private.",
         "Check the spelling; for a private image log in first.", "docker login %r"},
        {R"re(manifest for (\S+) not found|failed to resolve reference "([^"]+)": \S+: not found)re",
         "The registry has no image %1%2.", "Check the name and the tag."},
        {R"re(manifest unknown|manifest not found)re", "The registry has no such image or tag.",
         "Check the name and the tag."},
        {R"re(denied: requested access|access to the resource is denied|insufficient_scope|403 Forbidden)re",
         "The registry %r has no such image, or it is private.",
         "Check the spelling; for a private image log in first.", "docker login %r"},
        {R"re(toomanyrequests|429 Too Many Requests|rate limit)re",
         "The registry %r refuses for now: too many pulls from this address.", "Wait, or log in for a higher limit.",
         "docker login %r"},
        {R"re(no basic auth credentials|unauthorized|authentication required|401 Unauthorized)re",
         "The registry %r wants a login, or the one given is wrong.", "Log in to the registry, then try again.",
         "docker login %r"},
    };
}

std::vector<Row> networkRows()
{
    return {
        {R"re(x509: (.+))re", "The registry %r shows a certificate that the engine does not trust: %1.",
         "Give the engine the registry's certificate, or ask who runs the registry."},
        {R"re(does not look like a TLS handshake|server gave HTTP response to HTTPS client)re",
         "The registry %r speaks plain HTTP where the engine expects HTTPS.",
         "Add the registry to the engine's insecure-registries if you trust the network."},
        {R"re(unexpected (?:HTTP status|status from \S+ request to \S+): (.+))re", "The registry %r answered “%1”.",
         "Try again later, or ask who runs the registry."},
        {R"re(invalid character '<')re",
         "A web page came instead of the registry's answer; the network may want a sign-in.",
         "Sign in to the network in a browser, then try again."},
        {R"re(lookup (\S+?)(?: on \S+)?: .*(?:no such host|network is unreachable|i/o timeout|server misbehaving|name resolution))re",
         "The registry's name %1 can't be looked up.", "Check the name and this machine's network."},
        {R"re(dial tcp (\S+): connect: connection refused)re", "Nothing answers at %1.",
         "Check the registry's address, and whether it is running."},
        {R"re(connection refused)re", "The registry %r does not answer.",
         "Check the registry's address, and whether it is running."},
        {R"re(network is unreachable|no route to host|deadline exceeded|Client\.Timeout|i/o timeout|TLS handshake timeout)re",
         "The registry %r can't be reached.", "Check this machine's network and proxy, then try again."},
        {R"re(^(?:unexpected )?EOF$|connection reset by peer)re", "The connection to the registry %r broke off.",
         "Try again."},
    };
}

std::vector<Row> stateRows()
{
    return {
        {R"re(no space left on device|disk quota exceeded)re", "The engine's disk is full.",
         "Remove images and containers that are not needed, or free space on the disk.", "docker system df"},
        {R"re(removal of container (\S+) is already in progress)re", "The container is being removed already.",
         "Wait a moment and refresh the list."},
        {R"re(is paused and must be unpaused|cannot remove a paused container|as it is paused)re",
         "The container is paused.", "Resume and stop it first, or remove it by force."},
        {R"re(container is running: stop|cannot remove a running container|as it is running)re",
         "The container is running.", "Stop it first, or remove it by force."},
        {R"re(already paused)re", "The container is paused already.", "Use Resume to let it go on."},
        {R"re(is not paused)re", "The container is not paused.",
         "Refresh the list; somebody else may have resumed it."},
        {R"re(cannot start a paused container|must be in Created or Stopped state)re",
         "The container is paused or running already.", "Use Resume for a paused container."},
        {R"re(is running or paused, refusing|state is paused|in state paused)re", "The container is paused.",
         "Resume it first."},
        {R"re(is not running|can only kill running containers)re", "The container is not running.", "Start it first."},
        {R"re(marked for removal|is dead)re", "The container is being removed.", "Wait a moment and refresh the list."},
    };
}

std::vector<Row> startRows()
{
    return {
        {R"re(exec: "([^"]+)": (?:executable file not found|stat .*no such file|no such file))re",
         "The image has no program “%1”.", "Mend the command or the entrypoint, or clear them to use the image's own."},
        {R"re(exec: "([^"]+)": permission denied)re", "“%1” in the image is no program that may be run.",
         "Mend the command or the entrypoint, or clear them to use the image's own."},
        {R"re(exec format error)re", "The image is made for another kind of processor.",
         "Choose an image for this machine, or set Platform."},
        {R"re(unable to find (?:user|group) ([^\s:]+))re", "The image has no user or group “%1”.",
         "Mend User, or use a number such as 1000."},
        {R"re(select device driver|GPU vendor|CDI devices? |CDI device injection)re", "The engine has no GPU to give.",
         "Clear GPUs, or install the NVIDIA container toolkit on the engine's machine."},
        {R"re((?:Unknown runtime specified|unknown or invalid runtime name:) (\S+))re",
         "The engine has no runtime “%1”.", "Use the default runtime, or install this one on the engine's machine."},
        {R"re(no command specified|no command or entrypoint)re", "The image says nothing of what to run.",
         "Type a command."},
        {R"re(not a directory: .*|are you trying to mount a directory onto a file)re",
         "A file is mounted where the image has a folder, or the other way round.",
         "Mend Folders and volumes: both sides must be of a kind."},
    };
}

std::vector<Row> createRows()
{
    return {
        {R"re(Minimum memory limit allowed is (\S+))re", "The memory limit is too small.", "Give it at least %1."},
        {R"re(Range of CPUs is from (\S+) to (\S+?),)re", "The engine's machine has not that many CPUs.",
         "Use a number from %1 to %2."},
        {R"re(restart policy)re", "The restart policy is unknown.", "Use no, always, unless-stopped or on-failure."},
        {R"re(invalid (?:environment )?variable: "?([^"]*))re", "“%1” is no environment variable.",
         "Give it a name before the =."},
        {R"re(invalid signal:? ?(\S*))re", "The engine knows no signal “%1”.",
         "Use a name such as SIGTERM or HUP, or a number."},
        {R"re(Config cannot be empty|cannot unmarshal|invalid JSON|unexpected EOF|decode\(\)|Content-Type)re",
         "The engine could not read the request.",
         "This is a fault of Longshore: please report it with these details."},
        {R"re(client version (\S+) is too (new|old))re", "The engine does not speak version %1 of its API.",
         "Update the engine, or Longshore."},
        {R"re(^(?:page )?not found$)re", "The engine does not know this call.", "Update the engine."},
    };
}

void append(QList<ExplainRule> &rules, const std::vector<Row> &rows, bool forRegistry)
{
    const auto text = [](const char *source) { return QCoreApplication::translate("Explain", source); };
    for (const Row &row : rows) {
        rules += {QRegularExpression(QString::fromUtf8(row.pattern), QRegularExpression::CaseInsensitiveOption),
                  text(row.reason), text(row.advice), QString::fromUtf8(row.command), forRegistry};
    }
}

QList<ExplainRule> makeRules()
{
    QList<ExplainRule> rules;
    for (const auto &rows :
         {nameRows(), portRows(), mountRows(), imageUseRows(), stateRows(), startRows(), createRows(), missingRows()})
        append(rules, rows, false);
    for (const auto &rows : {registryNameRows(), networkRows()})
        append(rules, rows, true);
    return rules;
}

} // namespace

const QList<ExplainRule> &explainRules()
{
    static const QList<ExplainRule> rules = makeRules();
    return rules;
}

} // namespace models
