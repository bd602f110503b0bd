// SPDX-License-Identifier: Apache-2.0
// One thread reads, many classify, this one writes. Whatever goes wrong anywhere ends all of them in good order.
#include "cli/classify.h"

#include "cli/conveyor.h"
#include "cli/failure.h"
#include "cli/io.h"
#include "cli/messages.h"
#include "cli/numbers.h"
#include "cli/progress.h"

#include <algorithm>
#include <functional>
#include <thread>
#include <vector>

namespace pilah::cli {
namespace {

struct Totals {
  uint64_t rows = 0;
  uint64_t failed_rows = 0;
  OddFacts odd_facts;
  uint64_t mended_rows = 0;
  uint64_t bytes = 0;
};

// Threads that are joined whatever happens. What they throw ends the run.
class Crew {
public:
  Crew(Conveyor& conveyor, CampaignCounter* counter) : conveyor_(conveyor), counter_(counter) {}
  ~Crew() {
    for (std::thread& thread : threads_) thread.join();
  }

  void add(std::function<void()> job) {
    threads_.emplace_back([this, job = std::move(job)] {
      try {
        job();
      } catch (...) {
        conveyor_.abandon(std::current_exception());
        if (counter_) counter_->abandon();
      }
    });
  }

private:
  Conveyor& conveyor_;
  CampaignCounter* counter_;
  std::vector<std::thread> threads_;
};

void write_all(Conveyor& conveyor, Output& output, Output* records, Progress& progress, Totals& totals) {
  while (Chunk* chunk = conveyor.next()) {
    if (records) records->write(view(chunk->records));  // first: no answer without its evidence
    output.write(view(chunk->out));
    totals.rows += chunk->rows;
    totals.failed_rows += chunk->failed_rows;
    totals.odd_facts.add(std::move(chunk->odd_facts));
    totals.mended_rows += chunk->mended_rows;
    totals.bytes += chunk->input_bytes;
    progress.update(totals.rows, totals.bytes);
    conveyor.written(chunk);
  }
}

Format output_format_of(const ClassifyOptions& options) {
  if (options.output_format != Format::automatic) return options.output_format;
  for (const char* ending : {".tsv", ".xlsx", ".xls", ".ods", ".parquet", ".arrow", ".feather"})
    if (options.output.ends_with(ending))
      throw Failure(
          fmt::format(fmt::runtime(either("{} would not hold what its name says", "isi {} tidak akan sesuai namanya")),
                      options.output),
          either("name it .csv or .jsonl, or say --output-format",
                 "beri nama .csv atau .jsonl, atau sebutkan --output-format"));
  return options.output.ends_with(".csv") ? Format::csv : Format::jsonl;
}

// Nothing may be written over an input, over the rules in use or over the other output.
void check_outputs(const ClassifyOptions& options) {
  std::vector<std::string> inputs = files_of(options.rules, options.input.files);
  if (options.input.files.empty()) inputs.emplace_back("-");
  expect_no_input(options.output, inputs);
  expect_no_input(options.record, inputs);
  const std::string output = options.output.empty() ? "-" : options.output;
  if (output == options.record || same_file(output, options.record))
    throw Failure(either("-o and --record name the same file", "-o dan --record menyebut berkas yang sama"));
}

std::unique_ptr<Output> open_output(const std::string& path) {
  return path.empty() || path == "-" ? std::make_unique<Output>() : std::make_unique<Output>(path);
}

}  // namespace

int run_classify(ClassifyOptions options) {
  const Format format = output_format_of(options);
  options.input.same_header = format == Format::csv;
  const unsigned workers = options.threads ? options.threads : std::max(1u, std::thread::hardware_concurrency());

  check_outputs(options);
  Ruleset ruleset = open_rules(options.rules);
  Source source(options.input);
  std::unique_ptr<Output> output = open_output(options.output);
  std::unique_ptr<Output> records = options.record.empty() ? nullptr : open_output(options.record);
  std::unique_ptr<CampaignCounter> counter;
  if (options.campaigns) counter = std::make_unique<CampaignCounter>(options.campaign_window);
  Progress progress(output->is_terminal(), source.total_bytes());
  Totals totals;
  Conveyor conveyor(3 * size_t{workers} + 2);
  {
    Crew crew(conveyor, counter.get());
    try {
      crew.add([&] {
        for (Chunk* chunk; (chunk = conveyor.empty_chunk()) && source.fill(*chunk);) conveyor.filled(chunk);
        conveyor.end();
      });
      for (unsigned i = 0; i < workers; ++i) {
        crew.add([&] {
          ChunkClassifier classifier(ruleset.get(), options, format, counter.get());
          while (Chunk* chunk = conveyor.work()) {
            classifier.work(*chunk);
            conveyor.worked(chunk);
          }
        });
      }
      write_all(conveyor, *output, records.get(), progress, totals);
      conveyor.rethrow();  // before close() takes away what the outputs held
      if (records) records->close();
      output->close();
    } catch (...) {
      conveyor.abandon(std::current_exception());
    }
    stop_reading();  // if all is well, there is nothing left to read
  }
  progress.finish(totals.rows);
  conveyor.rethrow();

  totals.odd_facts.print();
  if (totals.mended_rows) print_error(say(Message::rows_mended, grouped(totals.mended_rows)));
  if (totals.failed_rows) print_error(say(Message::rows_failed, grouped(totals.failed_rows), grouped(totals.rows)));
  if (interrupted()) return kInterrupted;
  return totals.failed_rows ? kSomeRowsFailed : kFine;
}

}  // namespace pilah::cli
