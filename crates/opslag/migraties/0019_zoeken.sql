-- Searching on a name without fetching the children that do not fit: a word carries the whole folded name and its place in
-- the order. Empty only where a node of before added the word while this step was taken; such a child is found as well.
ALTER TABLE jeugdige_woord ADD COLUMN sorteer TEKST;
ALTER TABLE jeugdige_woord ADD COLUMN zoek TEKST;
UPDATE jeugdige_woord SET
  sorteer = (SELECT j.sorteer FROM jeugdige j WHERE j.houder = jeugdige_woord.houder AND j.id = jeugdige_woord.jeugdige),
  zoek = (SELECT j.zoek FROM jeugdige j WHERE j.houder = jeugdige_woord.houder AND j.id = jeugdige_woord.jeugdige);
CREATE INDEX jeugdige_woord_zoek ON jeugdige_woord (houder, woord, sorteer, jeugdige, zoek);
