"""From text with places on pages to blocks: lines, columns, tables, margins and paragraphs."""
