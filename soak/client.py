"""A session without a browser: the page's websocket, spoken in Streamlit's own messages."""

import json
from time import perf_counter
from typing import Any

from streamlit.proto.BackMsg_pb2 import BackMsg
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg
from websockets.asyncio.client import ClientConnection, connect
from websockets.typing import Origin, Subprotocol

RUN_S = 60
"""A run that takes longer is no run any more."""


class Client:
    """
    One officer's connection.

    Attributes
    ----------
    took_s
        Seconds of each run, from what was sent to the end of the run.
    exceptions
        What the page showed as an exception.
    """

    def __init__(self, connection: ClientConnection) -> None:
        self.connection = connection
        self.took_s: list[float] = []
        self.exceptions: list[str] = []
        self._ids: dict[str, str] = {}
        self._states: dict[str, Any] = {}

    async def run(self, **states: Any) -> None:
        """
        Send what parts of the page report, by their key, and wait for the end of the run.

        What was reported before is sent again, as a browser does.
        """
        self._states |= states
        message = BackMsg()
        message.rerun_script.query_string = ""
        for key, value in self._states.items():
            widget = message.rerun_script.widget_states.widgets.add()
            widget.id = self._ids[key]
            widget.json_value = json.dumps(value)
        began = perf_counter()
        await self.connection.send(message.SerializeToString())
        await self._receive()
        self.took_s.append(perf_counter() - began)

    async def _receive(self) -> None:
        """Take messages up to the end of a run; remember ids, and exceptions that are shown."""
        while True:
            message = ForwardMsg.FromString(await self.connection.recv(decode=False))
            match message.WhichOneof("type"):
                case "script_finished":
                    if message.script_finished != ForwardMsg.FINISHED_EARLY_FOR_RERUN:
                        return
                case "delta":
                    element = message.delta.new_element
                    if element.WhichOneof("type") == "exception":
                        self.exceptions.append(element.exception.message)
                    elif element.WhichOneof("type") == "bidi_component":
                        name = element.bidi_component.id
                        self._ids[name.rsplit("-", 1)[-1]] = name
                        if name.endswith("-map-ask"):  # a tab that keeps nothing
                            asked = json.loads(element.bidi_component.json)["ask"]
                            self._states["ask"] = {"answer": {"to": asked, "kept": False}}


async def open_client(url: str) -> Client:
    """Connect to a server as a browser on this machine does, and make the first run."""
    address = url.replace("http://", "ws://") + "/_stcore/stream"
    connection = await connect(
        address, origin=Origin(url), subprotocols=[Subprotocol("streamlit")], max_size=None
    )
    client = Client(connection)
    await client.run()
    return client
