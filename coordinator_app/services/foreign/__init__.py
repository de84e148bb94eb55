"""Excel files that others made: looked at, mapped to record types, asked about, compared.

The way of a file, each step a module with one public function or two:

- looking.look(reading, source, *, password="") -> Look; source is a path, or a pasted text.
  looking.look_again(reading, look, sheet, *, type_key=None, header_row=None, header_depth=None)
  -> Look, when a person says otherwise where the header is or what the rows are.
- remembering.fitting(reading, look) -> Mapping | None: a saved mapping whose headers fit.
- proposing.propose(reading, look) -> Mapping; proposing.fields(reading, type_key) -> the fields
  a column may be mapped to.
- doubting.doubts(reading, look, mapping) -> list[Doubt]; doubting.answered(mapping, doubt,
  value), left_empty(mapping, doubt), created(mapping, doubt), in_order(mapping, doubt, order,
  century) -> Mapping.
- comparing.compare(reading, look, mapping) -> Received, which the review decides like a reply.
  Who wants both reads the file once: lines = reading.read(reading, look, mapping, lang), then
  doubting.found_in(reading, lines, mapping, lang) and comparing.compare_lines.
- remembering.save_mapping(session, mapping), saved_mappings(reading), forget_mapping(session,
  name); what was decided about names is remembered when the review is applied.
"""
