{
  "node": "n8n-nodes-storeledger.__camel__Sales",
  "nodeVersion": "1.0",
  "codexVersion": "1.0",
  "categories": ["Sales", "Finance & Accounting"],
  "resources": {
    "primaryDocumentation": [
      { "url": "https://github.com/storeledger/n8n-nodes-storeledger/blob/main/docs/nodes/__camel__Sales.md" }
    ]
  },
  "alias": ["bookkeeping", "accounting", "StoreLedger", "orders", "refunds", "tax"]
}
