import Captures
