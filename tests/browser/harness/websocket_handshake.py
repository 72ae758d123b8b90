"""The request that opens a session of the page, as a browser sends it."""

import http.client
from urllib.parse import urlsplit


def ask_for_session(url: str, *, host: str | None = None, origin: str | None = None) -> int:
    """
    Ask a server for a session, and return the status of its answer.

    The request names the server as `host`, and comes from a page of `origin`; where these are left
    out, it is a request of the server's own page.
    """
    server = urlsplit(url)
    host = host or server.netloc
    connection = http.client.HTTPConnection("127.0.0.1", server.port, timeout=10)
    headers = {
        "Host": host,
        "Origin": origin or f"http://{host}",
        "Connection": "Upgrade",
        "Upgrade": "websocket",
        "Sec-WebSocket-Key": "dGhlIHNhbXBsZSBub25jZQ==",
        "Sec-WebSocket-Version": "13",
    }
    connection.request("GET", "/_stcore/stream", headers=headers)
    status = connection.getresponse().status
    connection.close()
    return status
