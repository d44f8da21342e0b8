namespace gainsay::importers {}
