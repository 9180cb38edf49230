It is yours: change it, and run it with: sudo ./NAME.py

BCC compiles the C below when it starts, with the headers of the running kernel. It belongs to the system's python3 (the package
python3-bpfcc): a python from pyenv, conda or a venv does not see it.
"""
