/** The reader of every store: what a node's class calls. */
export { salesReaderProperties } from './properties';
export { readSales } from './readSales';
