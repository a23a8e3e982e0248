"""The application for a WSGI server."""

from metro.app import create_app
from metro.kernel.processes import follow_server

follow_server()
app = create_app()
