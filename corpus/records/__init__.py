"""Structure -> typed records: indicator values, projects and tasks of tables; every string as printed."""
