-- Two words of a name are found together: next to each word stand pairs, the begin of one word before another (`+bak noor`). By one word
-- alone a search read all children with a common surname. `paren` is empty only where a node of before added the word while this
-- step was taken; such a child is found by its words.
ALTER TABLE jeugdige_woord ADD COLUMN paren GETAL;
UPDATE jeugdige_woord SET paren = 1;
INSERT INTO jeugdige_woord (houder, woord, jeugdige, sorteer, zoek, paren)
  SELECT DISTINCT a.houder, '+' || substr(b.woord, 1, 3) || ' ' || a.woord, a.jeugdige, a.sorteer, a.zoek, 1
  FROM jeugdige_woord a JOIN jeugdige_woord b ON b.houder = a.houder AND b.jeugdige = a.jeugdige
  WHERE length(b.woord) >= 3 AND substr(b.woord, 1, 3) <> substr(a.woord, 1, 3);
CREATE INDEX jeugdige_woord_los ON jeugdige_woord (houder, woord) WHERE paren IS NULL;
