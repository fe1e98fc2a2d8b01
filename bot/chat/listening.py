"""Where servers listen."""


def host_and_port(listen: str) -> tuple[str, int] | None:
    """(host, port) of HOST:PORT, the host empty where all are meant; None where it is no such address."""
    host, colon, port = listen.strip().rpartition(":")
    if not colon or not port.isascii() or not port.isdecimal() or not 0 < int(port) < 65_536:
        return None
    return host.strip("[]"), int(port)
