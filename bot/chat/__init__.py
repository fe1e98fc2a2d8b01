"""What every face shares: conversations, access, limits, answering, charts, work on the index. Imports no platform."""
