export { explainEntry, explainedLines, type ExplainedLine } from './explainEntry';
