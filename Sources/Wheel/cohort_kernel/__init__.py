"""Cohort, the Jupyter kernel for customer segmentation, for Python environments.

The kernel itself is a program of its own, `bin/cohort`. What is Python here are plugs for other tools: parameters for papermill
(`parameters`), colours for nbconvert (`lexer`). `python -m cohort_kernel` says whether the program can run on this machine.
"""
