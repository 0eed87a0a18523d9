"""The parts of the Requests page: rows in columns, the filter language, the table, the details of a row."""
