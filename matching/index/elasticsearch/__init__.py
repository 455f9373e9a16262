from matching.index.elasticsearch.connection import connect
from matching.index.elasticsearch.index import ElasticsearchIndex
from matching.index.elasticsearch.mapping import Layout
from matching.index.elasticsearch.writing import NotIndexedError

__all__ = ["ElasticsearchIndex", "Layout", "NotIndexedError", "connect"]
