"""What any publisher's pages share: elements, paragraphs, stamps. Loaded only when a page is read."""
