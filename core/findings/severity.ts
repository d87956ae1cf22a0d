/** How much a finding weighs: an error holds the document, a warning goes with it, an info only explains. */
export type Severity = 'error' | 'warning' | 'info';
