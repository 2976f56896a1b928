-- The number in the menu of every page: what came in wrong and nobody opened yet. Without an index of its own a planner that
-- knows how many messages of one state there are reads them all.
CREATE INDEX bericht_ongezien ON bericht (houder, status, aanbieder, jeugdige)
  WHERE gezien_op IS NULL AND richting = 'in' AND status IN ('afgekeurd', 'fout');
-- The list of one kind of message, newest first.
CREATE INDEX bericht_soort ON bericht (houder, soort, op, id);
