#include "arrow_export.h"

#include <array>
#include <memory>
#include <string>
#include <vector>

namespace gainsay::python {
namespace {

// What a schema points to: it may outlive the table.
struct SchemaParts {
  std::string format;
  std::string name;
  std::vector<std::unique_ptr<ArrowSchema>> children;
  std::vector<ArrowSchema*> child_pointers;
  std::unique_ptr<ArrowSchema> dictionary;
};

template <typename Part>
void release_part(Part* part) {
  if (part != nullptr && part->release != nullptr) part->release(part);
}

void release_schema(ArrowSchema* schema) {
  const std::unique_ptr<SchemaParts> parts{static_cast<SchemaParts*>(schema->private_data)};
  for (const auto& child : parts->children) release_part(child.get());
  release_part(parts->dictionary.get());
  schema->release = nullptr;
}

void fill_schema(ArrowSchema* out, std::unique_ptr<SchemaParts> parts) {
  for (const auto& child : parts->children) parts->child_pointers.push_back(child.get());
  out->format = parts->format.c_str();
  out->name = parts->name.c_str();
  out->metadata = nullptr;
  out->flags = arrow_flag_nullable;
  out->n_children = static_cast<std::int64_t>(parts->children.size());
  out->children = parts->child_pointers.data();
  out->dictionary = parts->dictionary.get();
  out->release = release_schema;
  out->private_data = parts.release();
}

const char* format_of(Kind kind) {
  switch (kind) {
    case Kind::integer:
      return "l";
    case Kind::real:
      return "g";
    case Kind::boolean:
      return "b";
    case Kind::text:
      return "U";
    case Kind::category:
      return "i";
    case Kind::time:
      return "tsu:UTC";
  }
  return "n";
}

std::unique_ptr<ArrowSchema> column_schema(const Column& column) {
  auto parts = std::make_unique<SchemaParts>();
  parts->format = format_of(column.kind);
  parts->name = column.name;
  if (column.kind == Kind::category) {
    auto texts = std::make_unique<SchemaParts>();
    texts->format = format_of(Kind::text);
    parts->dictionary = std::make_unique<ArrowSchema>();
    fill_schema(parts->dictionary.get(), std::move(texts));
  }
  auto schema = std::make_unique<ArrowSchema>();
  fill_schema(schema.get(), std::move(parts));
  return schema;
}

// What an array points to. Every array holds the table by itself: a consumer may move one away and release
// the rest.
struct ArrayParts {
  Table table;
  std::array<const void*, 3> buffers{};
  std::vector<std::unique_ptr<ArrowArray>> children;
  std::vector<ArrowArray*> child_pointers;
  std::unique_ptr<ArrowArray> dictionary;
};

void release_array(ArrowArray* array) {
  const std::unique_ptr<ArrayParts> parts{static_cast<ArrayParts*>(array->private_data)};
  for (const auto& child : parts->children) release_part(child.get());
  release_part(parts->dictionary.get());
  array->release = nullptr;
}

struct Shape {
  std::size_t length = 0;
  std::int64_t n_missing = 0;
  std::int64_t n_buffers = 0;
};

void fill_array(ArrowArray* out, std::unique_ptr<ArrayParts> parts, const Shape& shape) {
  for (const auto& child : parts->children) parts->child_pointers.push_back(child.get());
  out->length = static_cast<std::int64_t>(shape.length);
  out->null_count = shape.n_missing;
  out->offset = 0;
  out->n_buffers = shape.n_buffers;
  out->n_children = static_cast<std::int64_t>(parts->children.size());
  out->buffers = parts->buffers.data();
  out->children = parts->child_pointers.data();
  out->dictionary = parts->dictionary.get();
  out->release = release_array;
  out->private_data = parts.release();
}

std::unique_ptr<ArrowArray> text_array(const Table& table, const Texts& texts) {
  auto parts = std::make_unique<ArrayParts>();
  parts->table = table;
  parts->buffers = {nullptr, texts.offsets.data(), texts.bytes.data()};
  auto array = std::make_unique<ArrowArray>();
  fill_array(array.get(), std::move(parts), {texts.size(), 0, 3});
  return array;
}

const void* values_of(const Column& column) {
  switch (column.kind) {
    case Kind::integer:
    case Kind::time:
      return column.integers.data();
    case Kind::real:
      return column.reals.data();
    case Kind::boolean:
      return column.flag_bits.data();
    case Kind::text:
      return column.texts.offsets.data();
    case Kind::category:
      return column.codes.data();
  }
  return nullptr;
}

std::unique_ptr<ArrowArray> column_array(const Table& table, const Column& column) {
  auto parts = std::make_unique<ArrayParts>();
  parts->table = table;
  const void* const valid = column.n_missing > 0 ? column.valid_bits.data() : nullptr;
  const bool is_text = column.kind == Kind::text;
  parts->buffers = {valid, values_of(column), is_text ? column.texts.bytes.data() : nullptr};
  if (column.kind == Kind::category) parts->dictionary = text_array(table, column.texts);
  auto array = std::make_unique<ArrowArray>();
  fill_array(array.get(), std::move(parts), {column.size(), column.n_missing, is_text ? 3 : 2});
  return array;
}

void export_batch(const Table& table, ArrowArray* out) {
  auto parts = std::make_unique<ArrayParts>();
  parts->table = table;
  for (const auto& column : table->columns()) parts->children.push_back(column_array(table, column));
  fill_array(out, std::move(parts), {table->n_rows(), 0, 1});
}

struct StreamParts {
  Table table;
  bool done = false;
};

StreamParts& parts_of(ArrowArrayStream* stream) { return *static_cast<StreamParts*>(stream->private_data); }

int stream_schema(ArrowArrayStream* stream, ArrowSchema* out) {
  export_schema(parts_of(stream).table, out);
  return 0;
}

int stream_next(ArrowArrayStream* stream, ArrowArray* out) {
  auto& parts = parts_of(stream);
  *out = {};
  if (!parts.done) export_batch(parts.table, out);
  parts.done = true;
  return 0;
}

const char* stream_error(ArrowArrayStream*) { return nullptr; }

void release_stream(ArrowArrayStream* stream) {
  delete &parts_of(stream);
  stream->release = nullptr;
}

}  // namespace

void export_schema(const Table& table, ArrowSchema* out) {
  auto parts = std::make_unique<SchemaParts>();
  parts->format = "+s";
  for (const auto& column : table->columns()) parts->children.push_back(column_schema(column));
  fill_schema(out, std::move(parts));
}

void export_stream(const Table& table, ArrowArrayStream* out) {
  *out = {stream_schema, stream_next, stream_error, release_stream, new StreamParts{table}};
}

}  // namespace gainsay::python
