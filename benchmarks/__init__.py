"""`make bench`: what one request, one chunk and one idle hour cost, beside direct calls and a hand-written floor."""
